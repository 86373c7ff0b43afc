import type { Outcome } from '../../core/action.ts';
import type { Difference } from './fingerprint/compare.ts';
import type { Tried } from './tries/try-out.ts';

/** What a drill found. */
export interface Drilled {
  readonly backup: string;
  readonly snapshotAt: string;
  readonly differences: readonly Difference[];
  /** What was done on the copy once it was compared. */
  readonly tried: readonly Tried[];
  /** What the fingerprint does not cover. */
  readonly unread: readonly string[];
  readonly objects: number;
  readonly tables: number;
  readonly rows: number;
  readonly majors: { readonly backup: number; readonly scratch: number };
  readonly engines: { readonly backup: string; readonly scratch: string };
  readonly measured: Readonly<Record<'rpoSeconds' | 'rtoMs' | 'checkMs' | 'restoreMs', number>>;
}

export function judgeDrill(drilled: Drilled): Outcome {
  const { backup, differences, tried, unread, majors, rows, tables, objects, measured } = drilled;
  const { engines } = drilled;
  const facts = factsOf(drilled);
  const suites = tried.flatMap((each) => each.suites ?? []);
  const done = `restored ${backup} into a scratch Postgres ${engines.scratch}: ${rows} rows of ${tables} tables and ${objects} objects compared with their fingerprint; back after ${measured.rtoMs} ms, ${measured.rpoSeconds} s of changes not in it`;
  if (differences.length > 0)
    return {
      verdict: 'failed',
      reason: `what was restored is not what was backed up: ${differences.map(({ object, is }) => `${object} is ${is}`).join('; ')}`,
      fix:
        majors.backup === majors.scratch
          ? 'Take a new backup and drill that; if it differs too, look at each object by its name.'
          : `The scratch database is Postgres ${majors.scratch} and the backup of ${majors.backup}: set \`database.major\` and install that version, then drill again.`,
      done,
      facts,
      suites,
    };
  const wrong = tried.filter(({ verdict }) => verdict === 'failed');
  if (wrong.length > 0)
    return {
      verdict: 'failed',
      reason: `what was restored is what was backed up, and is not what is meant: ${wordsOf(wrong)}`,
      fix: 'Mend the database that it was taken of by a new migration, then take a new backup and drill that.',
      done,
      facts,
      suites,
    };
  if (rows === 0 && objects === 0)
    return { verdict: 'unknown', reason: 'the backup is of an empty database: nothing was compared', facts, done };
  if (unread.length > 0)
    return {
      verdict: 'unknown',
      reason: `what is not in the fingerprint was not compared: ${unread.join('; ')}`,
      fix: 'Grant the user that backs up what it may not read, then take a new backup.',
      facts,
      done,
    };
  const open = tried.filter(({ verdict }) => verdict === 'unknown');
  if (open.length > 0)
    return {
      verdict: 'unknown',
      reason: `it is what was backed up, and not all was tried on it: ${wordsOf(open)}`,
      fix: 'Mend what it says and drill again; or leave that part out by its flag, and the record says so.',
      done,
      facts,
      suites,
    };
  return { verdict: 'verified', facts, done, suites };
}

function wordsOf(tried: readonly Tried[]): string {
  return tried.map(({ name, words = '' }) => `${name}: ${words}`).join('; ');
}

function factsOf({
  differences,
  unread,
  tried,
  measured,
  backup,
  snapshotAt,
  objects,
  tables,
  rows,
  engines,
}: Drilled) {
  return {
    backup,
    snapshotAt,
    objects,
    tables,
    rows,
    engines,
    ...measured,
    differences: [...differences],
    unread: [...unread],
    tried: Object.fromEntries(tried.map(({ name, verdict, words = '' }) => [name, { verdict, words }])),
  };
}
