import { readlinkSync, statSync } from 'node:fs';
import { readOf } from './proc.ts';

/** A file, whatever path it is seen at. */
export function identityOf(path: string): string | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found && `${found.dev}:${found.ino}`;
  } catch {
    return undefined;
  }
}

/** The program that a process runs; undefined for one that has ended or is somebody else's. */
export function programOf(pid: number): string | undefined {
  return identityOf(`/proc/${pid}/exe`);
}

/** All arguments, the program's own name first. */
export function argumentsOf(pid: number): readonly string[] {
  return readOf(pid, 'cmdline').split('\0').slice(0, -1);
}

/** Whether a process descends from us and sees other mounts than we do: so does whatever runs in a sandbox of ours. */
export function isInOurSandbox(pid: number): boolean {
  const [mounts, ours] = [mountsOf(pid), mountsOf('self')];
  return mounts !== undefined && mounts !== ours && isBelowUs(pid);
}

/** The program that its parent runs. */
export function programOfParent(pid: number): string | undefined {
  return programOf(parentOf(pid));
}

function isBelowUs(pid: number): boolean {
  if (pid === process.pid) return true;
  const parent = parentOf(pid);
  return parent > 1 && isBelowUs(parent);
}

/** `pid (name) state ppid …`; the name may hold anything. 0 for a process that is gone. */
function parentOf(pid: number): number {
  const stat = readOf(pid, 'stat');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function mountsOf(pid: number | 'self'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/mnt`);
  } catch {
    return undefined;
  }
}
