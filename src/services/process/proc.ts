import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Process ids of all that runs, but our own, sorted; empty where there is no /proc. */
export function pids(): readonly number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
      .toSorted((a, b) => a - b);
  } catch {
    return [];
  }
}

/** A file of /proc/PID; empty for a process that is gone or another user's. */
export function readOf(pid: number, file: 'environ' | 'cmdline' | 'stat'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

export function hasVariable(pid: number, name: string, value: string): boolean {
  return `\0${readOf(pid, 'environ')}\0`.includes(`\0${name}=${value}\0`);
}

/** On one line and cut; empty for what has ended and was not reaped. */
export function commandOf(pid: number, longest: number): string {
  return readOf(pid, 'cmdline').split('\0').join(' ').trim().slice(0, longest);
}

/** The folder that it works in; empty when that cannot be seen. */
export function folderOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}
