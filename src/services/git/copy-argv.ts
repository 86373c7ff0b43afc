import type { Command } from '../../core/command.ts';
import { git } from './argv.ts';

/** What it takes to give a copy of a work tree the same commit and the same index, without a copy of its objects. */

/** Absolute: where the repository keeps its objects. */
export function objectsFolder(): Command {
  return git('rev-parse', '--path-format=absolute', '--git-path', 'objects');
}

/** The tree of the last commit; fails before the first. */
export function treeOfHead(): Command {
  return git('rev-parse', '--verify', '--quiet', 'HEAD^{tree}');
}

/** All of the index, by names from the top, which lies `up` from here: `mode object stage TAB path NUL`. */
export function wholeIndex(up: string): Command {
  return git('ls-files', '--stage', '--full-name', '-z', '--', up);
}

export function initialise(branch: string): Command {
  return git('-c', 'init.templateDir=', 'init', '--quiet', '--initial-branch', branch);
}

const author = 'Prestage rehearsal';
const identity = ['-c', `user.name=${author}`, '-c', 'user.email=rehearsal@localhost', '-c', 'commit.gpgSign=false'];

export function emptyTree(): Command {
  return { ...git('hash-object', '-t', 'tree', '-w', '--stdin'), stdin: '' };
}

export function commitOfTree(tree: string, message: string): Command {
  return { ...git(...identity, 'commit-tree', '-F', '-', tree), stdin: message };
}

export function pointBranchTo(commit: string): Command {
  return git('update-ref', 'HEAD', commit);
}

/** Fills an empty index with what `wholeIndex` printed. */
export function fillIndex(entries: string): Command {
  return { ...git('update-index', '-z', '--index-info'), stdin: entries };
}

/** Entries whose files are not to be looked for in the work tree. Run at its top. */
export function withoutFiles(paths: readonly string[]): Command {
  return {
    ...git('update-index', '-z', '--skip-worktree', '--stdin'),
    stdin: paths.map((path) => `${path}\0`).join(''),
  };
}

/** Commits these paths as they lie in the work tree; what else is staged stays staged. */
export function commitOnly(paths: readonly string[], message: string): Command {
  return git(...identity, 'commit', '--quiet', '--message', message, '--only', '--', ...paths);
}
