import type { Command } from '../../core/command.ts';
import { git } from './argv.ts';

/** What it takes to give a copy of a work tree the same commit and the same index, without a copy of its objects. */

/** Absolute: where the repository keeps its objects. */
export function objectsFolder(): Command {
  return git('rev-parse', '--path-format=absolute', '--git-path', 'objects');
}

/** The tree of the folder that it is run in, as the last commit has it; fails before the first commit. */
export function treeOfHead(prefix: string): Command {
  return git('rev-parse', '--verify', '--quiet', `HEAD:${prefix}`);
}

/** The index below the folder that it is run in: `mode object stage TAB path NUL`. */
export function indexEntriesBelow(): Command {
  return git('ls-files', '--stage', '-z');
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

/** Fills an empty index with what `indexEntriesBelow` printed. */
export function fillIndex(entries: string): Command {
  return { ...git('update-index', '-z', '--index-info'), stdin: entries };
}

/** Commits these paths as they lie in the work tree; what else is staged stays staged. */
export function commitOnly(paths: readonly string[], message: string): Command {
  return git(...identity, 'commit', '--quiet', '--message', message, '--only', '--', ...paths);
}
