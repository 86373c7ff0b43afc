import type { Command, Exec } from '../../core/command.ts';
import { showFile } from './argv.ts';
import { askIfThere, expectSuccess } from './ask.ts';
import { parseChanges, type GitChange } from './changes.ts';
import * as argv from './range-argv.ts';
import { unquoted } from './quoted.ts';

/** Commits, and what lies between two of them. Reads objects alone; what is checked out does not matter. */
export interface GitRange {
  /** Its full name; undefined when there is no such commit here. */
  commit(revision: string): Promise<string | undefined>;
  isShallow(): Promise<boolean>;
  /** None when the two have no history in common. */
  mergeBases(base: string, head: string): Promise<readonly string[]>;
  changes(base: string, head: string): Promise<readonly GitChange[]>;
  /** Sizes in bytes, by object; one that is not here is left out. */
  sizes(objects: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** A unified diff without context of these paths. */
  added(base: string, head: string, paths: readonly string[]): Promise<string>;
  /** The lines of a file in a commit in which a text stands, one for each time. */
  linesWith(text: string, commit: string, path: string): Promise<readonly number[]>;
  messages(base: string, head: string): Promise<readonly CommitMessage[]>;
  /** Names at the top of a commit. */
  top(commit: string): Promise<readonly string[]>;
  /** What a commit holds at a path of the workspace; undefined when it holds none. */
  text(commit: string, path: string): Promise<string | undefined>;
  /** A text that has gone through git and back. */
  echo(text: string): Promise<string>;
}

export interface CommitMessage {
  readonly commit: string;
  readonly message: string;
}

export function createGitRange(exec: Exec): GitRange {
  const ask = async (command: Command): Promise<string> => expectSuccess(exec, command);
  return {
    commit: async (revision) => (await askIfThere(exec, argv.commitNamed(revision)))?.trim(),
    isShallow: async () => (await ask(argv.isShallow())).trim() !== 'false',
    mergeBases: async (base, head) =>
      ((await askIfThere(exec, argv.mergeBases(base, head))) ?? '').split('\n').filter((line) => line !== ''),
    changes: async (base, head) => parseChanges(await ask(argv.changesBetween(base, head))),
    sizes: async (objects) => (objects.length === 0 ? new Map() : parseSizes(await ask(argv.sizesOf(objects)))),
    added: async (base, head, paths) => ask(argv.addedLines(base, head, paths)),
    linesWith: async (text, commit, path) =>
      [...((await askIfThere(exec, argv.placesOf(text, commit, path))) ?? '').matchAll(/^(\d+):/gmu)].map(([, line]) =>
        Number(line),
      ),
    messages: async (base, head) => parseMessages(await ask(argv.messagesBetween(base, head))),
    top: async (commit) =>
      (await ask(argv.topOf(commit)))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => unquoted(line).name),
    text: async (commit, path) => askIfThere(exec, showFile(commit, path)),
    echo: async (text) => ask(argv.echoed(text)),
  };
}

function parseSizes(output: string): ReadonlyMap<string, number> {
  const found = [...output.matchAll(/^([0-9a-f]{40,64}) blob (\d+)$/gmu)];
  return new Map(found.map(([, object = '', size]) => [object, Number(size)]));
}

function parseMessages(output: string): readonly CommitMessage[] {
  const found = [...output.matchAll(/([0-9a-f]{40,64})\0([^\0]*)\0/gu)];
  return found.map(([, commit = '', message = '']) => ({ commit, message }));
}
