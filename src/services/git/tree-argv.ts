import type { Command } from '../../core/command.ts';
import { git } from './argv.ts';

/** The whole work tree as a tree of git's, by an index of its own: what is staged stays as it is. */
export function fillIndexFromTree(index: string): Command {
  const command = git('add', '--all', '--', '.');
  return { ...command, env: { ...command.env, GIT_INDEX_FILE: index } };
}

export function treeOfIndex(index: string): Command {
  const command = git('write-tree');
  return { ...command, env: { ...command.env, GIT_INDEX_FILE: index } };
}

/** Whole: `git apply` takes it, bytes that are no text included. */
export function patchBetween(before: string, after: string): Command {
  return git('diff', '--binary', '--full-index', '--no-renames', '--no-ext-diff', '--no-textconv', before, after);
}
