import { readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { succeeded, type Exec } from '../../core/command.ts';
import { findProgram } from '../process/find-program.ts';
import { inSandbox, type SandboxPrograms } from './argv.ts';
import { parseMounts, type Mount } from './mounts.ts';
import { closeAll, viewTable, type SandboxView } from './view.ts';

interface Call {
  readonly program: string;
  readonly args: readonly string[];
}

/** Namespaces that work on this machine. */
export interface Sandbox {
  /** Whether a child can be cut off from the network and still have a loopback. */
  readonly canBeAlone: boolean;
  /** Gives what turns calls into the same calls with this view. The programs of those calls must be absolute. */
  enter(view: SandboxView, isAlone: boolean): (call: Call) => Call;
}

/** Why there is none, in words that follow `not enforced: `. */
export interface NoSandbox {
  readonly reason: string;
}

export interface SandboxOptions {
  /** Where tables of views are written; absolute, ours alone, and out of reach of the sandbox's writable paths. */
  readonly folder: string;
  /** An empty folder. */
  readonly empty: string;
  /** What a child works in: it must be ours. */
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  /** Without a sandbox. */
  readonly exec: Exec;
}

const systemFolders = '/usr/sbin:/sbin:/usr/bin:/bin';

/** Tries it with a small program: a sandbox that is found and does not work is none. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox | NoSandbox> {
  const programs = findPrograms(options.env);
  if ('reason' in programs) return programs;
  const user = userInfo();
  if (statSync(options.root).uid !== user.uid) return { reason: 'the workspace belongs to another user' };
  const sandbox = createSandbox(programs, options, user);
  const nothing: SandboxView = { runnable: [], writable: [], hiddenFiles: [], hiddenFolders: [], anyProgram: false };
  const enter = sandbox.enter(nothing, sandbox.canBeAlone);
  const tried = await options.exec(enter({ program: programs.sh, args: ['-c', ':'] }));
  if (succeeded(tried)) return sandbox;
  return { reason: `namespaces do not work here (${tried.stderr.trim().split('\n')[0] ?? 'no reason given'})` };
}

function findPrograms(env: Readonly<Record<string, string>>): SandboxPrograms | NoSandbox {
  const find = (name: string) => findProgram(name, { PATH: `${env['PATH'] ?? ''}:${systemFolders}` });
  const [sh, unshare, mount] = [find('sh'), find('unshare'), find('mount')];
  const [mountpoint, setpriv, ip] = [find('mountpoint'), find('setpriv'), find('ip')];
  if (!sh || !unshare || !mount || !mountpoint || !setpriv)
    return { reason: 'this machine has no unshare, mount and setpriv (util-linux)' };
  return { sh, unshare, mount, mountpoint, setpriv, ...(ip === undefined ? {} : { ip }) };
}

function createSandbox(
  programs: SandboxPrograms,
  { folder, empty }: SandboxOptions,
  { uid, gid }: { uid: number; gid: number },
): Sandbox {
  const mounts = parseMounts(readFileSync('/proc/self/mountinfo', 'utf8'));
  let count = 0;
  return {
    canBeAlone: programs.ip !== undefined,
    enter(view, isAlone) {
      const table = join(folder, `view-${(count += 1)}.fstab`);
      writeFileSync(table, tableOf(view, programs, empty, mounts));
      const closing = closeAll(mounts, view.anyProgram, realpathSync(programs.mount));
      return (call) => inSandbox(programs, { table, closing, isAlone, user: { uid, gid } }, call);
    },
  };
}

/** What every child must be able to execute: libraries, the shell that starts it, and what takes its privileges away. */
function tableOf(view: SandboxView, { sh, setpriv }: SandboxPrograms, empty: string, mounts: readonly Mount[]): string {
  const own = [...libraries(), realpathSync(sh), realpathSync(setpriv)];
  return viewTable({ ...view, runnable: [...own, ...view.runnable] }, empty, mounts);
}

const libraryFolders = [
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/usr/lib',
  '/usr/lib32',
  '/usr/lib64',
  '/usr/local/lib',
  '/nix/store',
];

function libraries(): readonly string[] {
  const there = libraryFolders.filter((folder) => statSync(folder, { throwIfNoEntry: false }) !== undefined);
  return [...new Set(there.map((folder) => realpathSync(folder)))];
}
