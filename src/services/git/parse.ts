import { Failure } from '../../core/failure.ts';

/** Reads what `-z` prints: names without quotes, each ended by a NUL. Throws Failure `git.unreadable-output`. */
export function parseNames(output: string): readonly string[] {
  if (output === '') return [];
  if (!output.endsWith('\0')) throw unreadable('the list of names does not end as git ends it');
  const names = output.slice(0, -1).split('\0');
  for (const name of names) checkName(name);
  return names.sort();
}

export interface StatusEntry {
  readonly kind: 'changed' | 'renamed' | 'unmerged' | 'untracked' | 'ignored';
  readonly path: string;
  /** Where a renamed or copied file came from. */
  readonly from?: string;
  /** Git's letter for the index against HEAD; `.` when nothing changed there. */
  readonly index: string;
  /** Git's letter for the work tree against the index. */
  readonly worktree: string;
}

/** How many fields stand before the path, by the record's first letter. */
const fieldsBefore: Readonly<Record<string, number>> = { '1': 8, '2': 9, u: 10, '?': 1, '!': 1 };

/** Reads `git status --porcelain=v2 -z`. Throws Failure `git.unreadable-output` for anything it does not know. */
export function parseStatus(output: string): readonly StatusEntry[] {
  const entries: StatusEntry[] = [];
  const records = output === '' ? [] : parseRecords(output);
  for (let at = 0; at < records.length; at += 1) {
    const record = records[at] ?? '';
    if (record.startsWith('# ')) continue;
    const from = record.startsWith('2 ') ? (records[(at += 1)] ?? '') : undefined;
    entries.push(entryOf(record, from));
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}

function parseRecords(output: string): string[] {
  if (!output.endsWith('\0')) throw unreadable('the status does not end as git ends it');
  return output.slice(0, -1).split('\0');
}

function entryOf(record: string, from: string | undefined): StatusEntry {
  const before = fieldsBefore[record[0] ?? ''];
  if (before === undefined || record[1] !== ' ')
    throw unreadable(`a status line begins ${JSON.stringify(record.slice(0, 4))}`);
  const fields = record.split(' ');
  const path = fields.slice(before).join(' ');
  checkName(path);
  if (from !== undefined) checkName(from);
  const letters = /^[.A-Z]{2}$/.exec(fields[1] ?? '')?.[0] ?? '..';
  const entry = { kind: kindOf(record[0]), path, index: letters[0] ?? '.', worktree: letters[1] ?? '.' };
  return from === undefined ? entry : { ...entry, from };
}

function kindOf(letter: string | undefined): StatusEntry['kind'] {
  if (letter === '2') return 'renamed';
  if (letter === 'u') return 'unmerged';
  if (letter === '?') return 'untracked';
  return letter === '!' ? 'ignored' : 'changed';
}

export interface IndexEntry {
  readonly mode: string;
  readonly object: string;
  /** 0, or 1–3 while a merge is not resolved. */
  readonly stage: number;
  readonly path: string;
}

/** Reads `git ls-files --stage -z`. */
export function parseIndexEntries(output: string): readonly IndexEntry[] {
  if (output === '') return [];
  return parseRecords(output).map((record) => {
    const match = /^(\d{6}) ([0-9a-f]{40,64}) ([0-3])\t(.+)$/s.exec(record);
    if (match === null) throw unreadable(`an index line reads ${JSON.stringify(record.slice(0, 60))}`);
    const [, mode = '', object = '', stage = '', path = ''] = match;
    checkName(path);
    return { mode, object, stage: Number(stage), path };
  });
}

function checkName(name: string): void {
  if (name === '') throw unreadable('a name is empty');
  if (name.includes('�')) throw unreadable(`the name ${JSON.stringify(name)} is not UTF-8`);
}

function unreadable(why: string): Failure {
  return new Failure({
    code: 'git.unreadable-output',
    what: 'Cannot read what git printed',
    why,
    fix: 'Rename files whose names are not UTF-8; otherwise report the git version (`git --version`) as a bug.',
  });
}
