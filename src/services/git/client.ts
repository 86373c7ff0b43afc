import type { Command, Exec } from '../../core/command.ts';
import * as argv from './argv.ts';
import { askIfThere, expectSuccess } from './ask.ts';
import { parseIndexEntries, parseNames, parseStatus, type StatusEntry } from './parse.ts';

/** What a path holds in the last commit, in the index and in the work tree, as git's object names. */
interface Versions {
  readonly head?: string;
  readonly index?: string;
  readonly worktree?: string;
}

/** Git in the workspace. Every method throws Failure `git.not-found`, `git.no-repository` or `git.failed`. */
export interface Git {
  /** Where the workspace lies in its repository: `` at the top, else `folder/`. */
  prefix(): Promise<string>;
  /** Names whose index differs from HEAD, both sides of renames, sorted; `:/x` is outside the workspace. */
  staged(): Promise<readonly string[]>;
  status(paths?: readonly string[]): Promise<readonly StatusEntry[]>;
  tracked(): Promise<readonly string[]>;
  /** Not tracked and not ignored. */
  untracked(): Promise<readonly string[]>;
  /** Undefined when HEAD is detached. */
  branch(): Promise<string | undefined>;
  versions(path: string): Promise<Versions>;
  /** The text that HEAD holds; undefined when HEAD does not hold the file. */
  textAtHead(path: string): Promise<string | undefined>;
  add(path: string): Promise<void>;
  /** Index and work tree back to HEAD, which must hold the path. */
  restore(path: string): Promise<void>;
  /** Takes a path out of the index and leaves the file. */
  forget(path: string): Promise<void>;
}

export function createGit(exec: Exec): Git {
  const ask = (command: Command) => expectSuccess(exec, command);
  const askMaybe = (command: Command) => askIfThere(exec, command);
  const prefix = async () => (await ask(argv.prefix())).replace(/\n$/, '');
  return {
    prefix,
    staged: async () => {
      const inWorkspace = fromTop(await prefix());
      const names = parseNames(await ask(argv.stagedNames()));
      return names.map(inWorkspace);
    },
    status: async (paths) => {
      const inWorkspace = fromTop(await prefix());
      const entries = parseStatus(await ask(argv.statusOf(paths)));
      return entries.map((entry) => ({ ...entry, path: inWorkspace(entry.path) }));
    },
    tracked: async () => parseNames(await ask(argv.trackedFiles())),
    untracked: async () => parseNames(await ask(argv.untrackedFiles())),
    branch: async () => (await askMaybe(argv.currentBranch()))?.trimEnd(),
    versions: async (path) => {
      const head = await askMaybe(argv.objectAt('HEAD', path));
      const inIndex = parseIndexEntries(await ask(argv.indexEntries(path))).find((entry) => entry.path === path);
      const worktree = await askMaybe(argv.hashOfFile(path));
      return {
        ...(head === undefined ? {} : { head: head.trimEnd() }),
        ...(inIndex === undefined ? {} : { index: inIndex.object }),
        ...(worktree === undefined ? {} : { worktree: worktree.trimEnd() }),
      };
    },
    textAtHead: (path) => askMaybe(argv.showFile('HEAD', path)),
    add: async (path) => void (await ask(argv.add(path))),
    restore: async (path) => void (await ask(argv.restoreFromHead(path))),
    forget: async (path) => void (await ask(argv.forget(path))),
  };
}

/** A workspace may be a folder of its repository: what lies outside it is written as git writes it, from the top: `:/x`. */
function fromTop(prefix: string): (path: string) => string {
  return (path) => (path.startsWith(prefix) ? path.slice(prefix.length) : `:/${path}`);
}
