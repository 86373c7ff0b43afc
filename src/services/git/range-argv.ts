import type { Command } from '../../core/command.ts';
import { git } from './argv.ts';

/**
 * What it takes to judge a range of commits: objects alone, never the work tree. Names come quoted as ASCII
 * (`core.quotePath`), not with `-z`: escape sequences would be taken out of them on the way here, and bytes that are not UTF-8
 * could not be told apart. `--text` everywhere: no attribute of the head makes a file one that is not looked into.
 */
function quoted(...args: readonly string[]): Command {
  return git('-c', 'core.quotePath=true', '-c', 'diff.suppressBlankEmpty=false', ...args);
}

const plainDiff = ['--no-renames', '--no-ext-diff', '--no-textconv', '--no-color', '--text', '--diff-algorithm=myers'];

export function commitNamed(revision: string): Command {
  return git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
}

export function isShallow(): Command {
  return git('rev-parse', '--is-shallow-repository');
}

/** Prints nothing and exits 1 when the two have no history in common. */
export function mergeBases(base: string, head: string): Command {
  return git('merge-base', '--all', base, head);
}

/** `:oldmode newmode oldobject newobject STATUS TAB name` for each file, then `added TAB deleted TAB name` for each. */
export function changesBetween(base: string, head: string): Command {
  return quoted('diff', '--raw', '--numstat', '--no-abbrev', ...plainDiff, base, head, '--');
}

/** `object type size` for each of the objects, or `object missing`. */
export function sizesOf(objects: readonly string[]): Command {
  return { ...git('cat-file', '--batch-check'), stdin: objects.map((object) => `${object}\n`).join('') };
}

/** The lines that come with the range, and none around them. Paths are taken from the workspace: `../x` lies above it. */
export function addedLines(base: string, head: string, paths: readonly string[]): Command {
  return quoted('diff', '--unified=0', '--src-prefix=a/', '--dst-prefix=b/', ...plainDiff, base, head, '--', ...paths);
}

/** `line:match` for each place of a text in a file of a commit. */
export function placesOf(text: string, commit: string, path: string): Command {
  return git(
    'grep',
    '--text',
    '--only-matching',
    '--line-number',
    '-h',
    '--fixed-strings',
    '-e',
    text,
    commit,
    '--',
    path,
  );
}

/** `commit NUL message NUL` for each commit of the range. */
export function messagesBetween(base: string, head: string): Command {
  return git('log', '--no-show-signature', '--format=%H%x00%B%x00', `${base}..${head}`, '--');
}

/** The folders and files at the top of a commit. */
export function topOf(commit: string): Command {
  return quoted('ls-tree', '--full-tree', '--name-only', commit);
}

/** What git prints of what it is given: nothing but what lies between it and us can have changed it. */
export function echoed(text: string): Command {
  return { ...git('stripspace'), stdin: text };
}
