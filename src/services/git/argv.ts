import type { Command } from '../../core/command.ts';

/**
 * Git as Prestage calls it: no hooks, no pager, no file-system monitor, no optional locks, paths taken literally, and
 * none of the user's settings that change what the commands below print or touch.
 */
const settings = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.quotePath=false',
  'color.ui=false',
  'diff.relative=false',
  'diff.ignoreSubmodules=none',
  'diff.orderFile=/dev/null',
  'status.relativePaths=false',
  'submodule.recurse=false',
  'advice.detachedHead=false',
];

export function git(...args: readonly string[]): Command {
  return {
    program: 'git',
    args: [
      '--no-pager',
      '--no-optional-locks',
      '--literal-pathspecs',
      ...settings.flatMap((each) => ['-c', each]),
      ...args,
    ],
    env: { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' },
    timeoutMs: 60_000,
  };
}

/** Both sides of a rename stand in it: a rename shown as one would hide that another file was touched. */
export function stagedNames(): Command {
  return git('diff', '--cached', '--name-only', '-z', '--no-renames', '--no-ext-diff');
}

/** Renames are shown as a deletion and an addition, for the same reason. */
export function statusOf(paths: readonly string[] = []): Command {
  return git('status', '--porcelain=v2', '-z', '--untracked-files=all', '--no-renames', '--', ...paths);
}

/** Where the workspace lies in its repository: `` at the top, else `folder/`. */
export function prefix(): Command {
  return git('rev-parse', '--show-prefix');
}

export function trackedFiles(): Command {
  return git('ls-files', '-z', '--cached');
}

/** Not tracked and not ignored. */
export function untrackedFiles(): Command {
  return git('ls-files', '-z', '--others', '--exclude-standard');
}

/** Those of the paths that git tracks, or would take: not the ignored ones. */
export function unignoredFiles(paths: readonly string[]): Command {
  return git('ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...paths);
}

/** Fails, and prints nothing, when HEAD is detached. */
export function currentBranch(): Command {
  return git('symbolic-ref', '--quiet', '--short', 'HEAD');
}

/** The name of the object that a commit holds at a path; fails when it holds none. */
export function objectAt(revision: string, path: string): Command {
  return git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}:./${path}`);
}

export function indexEntries(path: string): Command {
  return git('ls-files', '-z', '--stage', '--', path);
}

/** The name that the file's bytes would have, after the filters of its path; the index is not asked. */
export function hashOfFile(path: string): Command {
  return git('hash-object', '--', path);
}

export function showFile(revision: string, path: string): Command {
  return git('cat-file', 'blob', `${revision}:./${path}`);
}

export function add(path: string): Command {
  return git('add', '--', path);
}

/** Index and work tree. */
export function restoreFromHead(path: string): Command {
  return git('restore', '--source=HEAD', '--staged', '--worktree', '--', path);
}

/** Takes a path out of the index and leaves the file. */
export function forget(path: string): Command {
  return git('rm', '--cached', '--quiet', '--force', '--ignore-unmatch', '--', path);
}
