import { Failure } from '../../core/failure.ts';
import { unquoted } from './quoted.ts';

/** One file that differs between two commits. A rename is two: one deleted, one added. */
export interface GitChange {
  /** From the top of the repository, `/` as separator. */
  readonly path: string;
  /** Whether the name is UTF-8 without control characters. */
  readonly plainName: boolean;
  readonly status: 'added' | 'modified' | 'deleted' | 'type-changed';
  /** `100644`, `100755`, `120000` for a link, `160000` for a submodule; `000000` where there is none. */
  readonly mode: string;
  /** Git's name of what the head holds; zeros for a deleted one. */
  readonly object: string;
  readonly addedLines: number;
  readonly deletedLines: number;
}

const statuses: Readonly<Record<string, GitChange['status']>> = {
  A: 'added',
  M: 'modified',
  D: 'deleted',
  T: 'type-changed',
};

/** Reads `git diff --raw --numstat --no-abbrev --no-renames`. Throws Failure `git.unreadable-output`. */
export function parseChanges(output: string): readonly GitChange[] {
  const lines = output.split('\n').filter((line) => line !== '');
  const raw = lines.filter((line) => line.startsWith(':'));
  const counts = lines.filter((line) => !line.startsWith(':')).map(parseCount);
  if (raw.length !== counts.length) throw unreadable(`it lists ${raw.length} files and counts ${counts.length}`);
  const byName = new Map(counts.map((count) => [count.name, count]));
  return raw.map((line) => {
    const match = /^:\d{6} (\d{6}) [0-9a-f]{40,64} ([0-9a-f]{40,64}) ([A-Z])\t(.+)$/u.exec(line);
    const [, mode = '', object = '', letter = '', name = ''] = match ?? [];
    const status = statuses[letter];
    const count = byName.get(name);
    if (status === undefined || count === undefined) throw unreadable(`a line reads ${JSON.stringify(line)}`);
    const { name: path, plain } = unquoted(name);
    return { path, plainName: plain, status, mode, object, addedLines: count.added, deletedLines: count.deleted };
  });
}

function parseCount(line: string): { name: string; added: number; deleted: number } {
  const [, added = '', deleted = '', name = ''] = /^(\d+|-)\t(\d+|-)\t(.+)$/u.exec(line) ?? [];
  if (name === '') throw unreadable(`a line reads ${JSON.stringify(line)}`);
  return { name, added: Number(added === '-' ? 0 : added), deleted: Number(deleted === '-' ? 0 : deleted) };
}

function unreadable(why: string): Failure {
  return new Failure({
    code: 'git.unreadable-output',
    what: 'Cannot read what git printed of the changes',
    why,
    fix: 'Report the git version (`git --version`) as a bug.',
  });
}
