import { readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { succeeded, type Exec } from '../../core/command.ts';
import { findProgram } from '../process/find-program.ts';
import { inSandbox, type SandboxPrograms } from './argv.ts';
import { findLibraries, inertFolders, type Libraries } from './libraries.ts';
import { parseMounts } from './mounts.ts';
import { closeAll, emptyView, viewTable, type SandboxView, type ViewWithInert } from './view.ts';

interface Call {
  readonly program: string;
  readonly args: readonly string[];
}

/** Namespaces that work on this machine. */
export interface Sandbox {
  /** Whether a child can be cut off from the network and still have a loopback. */
  readonly canBeAlone: boolean;
  enter(view: SandboxView, isAlone: boolean): Entry;
}

/** The way into a sandbox with one view. */
export interface Entry {
  /** Gives the same call with this view. Its program must be absolute. */
  readonly as: (call: Call) => Call;
  /** Why the view cannot be made, in the system's words; undefined when it can. */
  readonly trouble: () => Promise<string | undefined>;
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
  /** What it is tried with. */
  readonly view: SandboxView;
}

const systemFolders = '/usr/sbin:/sbin:/usr/bin:/bin';

/** Tries it with a small program, and the view that it is for: a sandbox that is found and does not work is none. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox | NoSandbox> {
  const programs = findPrograms(options.env);
  if ('reason' in programs) return programs;
  const user = userInfo();
  if (statSync(options.root).uid !== user.uid) return { reason: 'the workspace belongs to another user' };
  const sandbox = createSandbox(programs, options, user);
  const none = await sandbox.enter(emptyView, sandbox.canBeAlone).trouble();
  if (none !== undefined) return { reason: `namespaces do not work here (${none})` };
  const trouble = await sandbox.enter(options.view, sandbox.canBeAlone).trouble();
  return trouble === undefined ? sandbox : { reason: `no sandbox can be made round this workspace (${trouble})` };
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
  { folder, empty, exec }: SandboxOptions,
  { uid, gid }: { uid: number; gid: number },
): Sandbox {
  const mounts = parseMounts(readFileSync('/proc/self/mountinfo', 'utf8'));
  const libraries = findLibraries();
  let count = 0;
  return {
    canBeAlone: programs.ip !== undefined,
    enter(view, isAlone) {
      const whole = wholeView(view, programs, libraries);
      const table = join(folder, `view-${(count += 1)}.fstab`);
      writeFileSync(table, viewTable(whole, empty, mounts));
      const closing = closeAll(whole, mounts, realpathSync(programs.mount));
      const as = (call: Call): Call => inSandbox(programs, { table, closing, isAlone, user: { uid, gid } }, call);
      return {
        as,
        async trouble() {
          const tried = await exec(as({ program: programs.sh, args: ['-c', ':'] }));
          return succeeded(tried) ? undefined : (tried.stderr.trim().split('\n')[0] ?? 'no reason given');
        },
      };
    },
  };
}

/** What every child must be able to execute: libraries, the shell that starts it, and what takes its privileges away. */
function wholeView(view: SandboxView, { sh, setpriv }: SandboxPrograms, libraries: Libraries): ViewWithInert {
  if (view.anyProgram) return { ...view, inert: [] };
  const { inert, runnable } = inertFolders(libraries, view.runnable, view.tools);
  const own = [...libraries.folders, ...runnable, realpathSync(sh), realpathSync(setpriv)];
  return { ...view, inert, runnable: [...own, ...view.runnable] };
}
