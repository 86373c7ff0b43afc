import type { Command } from '../../core/command.ts';
import { git } from './argv.ts';

/** A repository of commits that stand for something, apart from that of the workspace. `folder` is absolute. */
export function initialiseBare(folder: string): Command {
  return git('-c', 'init.templateDir=', 'init', '--quiet', '--bare', '--', folder);
}

/** Files by path; undefined takes one away. */
export interface PlantedCommit {
  readonly ref: string;
  /** A ref that was planted before; none for the first. */
  readonly from?: string;
  readonly message: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Makes the commits in one call; their names are their refs. */
export function plantCommits(commits: readonly PlantedCommit[]): Command {
  return { ...git('fast-import', '--quiet', '--date-format=now'), stdin: commits.map(streamOf).join('') };
}

function streamOf({ ref, from, message, files }: PlantedCommit): string {
  const parts = [
    `commit ${ref}\ncommitter Prestage <guard@localhost> now\n${data(message)}`,
    from === undefined ? '' : `from ${from}\n`,
    ...Object.entries(files).map(([path, text]) => `M 100644 inline ${JSON.stringify(path)}\n${data(text)}`),
  ];
  return `${parts.join('')}\n`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
