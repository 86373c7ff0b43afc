import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, so that it can be told from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it was started, in the system's own words; compared, never read. */
  readonly started: string;
  readonly host: string;
  /** Of this start of the machine; empty where the system has no such word. */
  readonly boot: string;
  /** Which table of processes the number is of: a container has its own. Empty where there is but one. */
  readonly table: string;
}

/** The process that this code runs in. */
export function ownIdentity(): ProcessIdentity {
  const { pid } = process;
  return { pid, started: startOf(pid) ?? '', ...place() };
}

/** Whether it still runs; undefined when that cannot be seen from here: another machine, another container. */
export function isRunning(identity: ProcessIdentity): boolean | undefined {
  const { host, boot, table } = place();
  if (identity.host !== host) return undefined;
  if (identity.boot !== boot) return false;
  if (identity.table !== table) return undefined;
  return startOf(identity.pid) === identity.started;
}

function place(): Pick<ProcessIdentity, 'host' | 'boot' | 'table'> {
  return {
    host: hostname(),
    boot: quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()) ?? '',
    table: quietly(() => readlinkSync('/proc/self/ns/pid')) ?? '',
  };
}

/** Undefined when there is no such process, or it has ended and nobody has taken notice yet. */
function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? startByProc(pid) : startByPs(pid);
}

/** The name, in brackets, may hold anything; fields are counted from behind it: the state, and 19 further the start. */
function startByProc(pid: number): string | undefined {
  const stat = quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const [state] = fields;
  return state === undefined || state === 'Z' || state === 'X' ? undefined : fields[19];
}

function startByPs(pid: number): string | undefined {
  const args = ['-o', 'state=,lstart=', '-p', String(pid)];
  const line = quietly(() =>
    execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  )?.trim();
  return line === undefined || line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
}

function quietly<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
