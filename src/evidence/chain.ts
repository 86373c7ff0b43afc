import { z } from 'zod';
import { genesis, journalVersion, type JournalEntry, type JournalRecord } from '../core/journal.ts';
import { canonicalJson } from '../core/json.ts';
import { readCanonical } from './canonical.ts';
import { sha256 } from './digest.ts';
import { evidenceFailure } from './evidence-failure.ts';
import { runFiles } from './paths.ts';
import { journalRecord } from './schema/journal.ts';

export interface JournalLine {
  /** Canonical JSON, without a line feed: whoever writes it adds one. */
  readonly line: string;
  /** SHA-256 of `line`: the next record's `prev`, and the head while it is the last. */
  readonly digest: string;
}

export interface Journal {
  readonly records: readonly JournalRecord[];
  readonly head: string;
  readonly count: number;
}

/** A record as it stands in the file. `seq` counts from 1; the first record's `prev` is `genesis`. */
export function formatRecord(seq: number, prev: string, at: string, entry: JournalEntry): JournalLine {
  const line = canonicalJson({ v: journalVersion, seq, at, prev, entry } satisfies JournalRecord);
  return { line, digest: sha256(line) };
}

/** Takes a half-written last line apart from the whole ones: a run that was cut goes on after `whole`. */
export function splitJournal(text: string): { readonly whole: string; readonly cut: string } {
  const end = text.lastIndexOf('\n') + 1;
  return { whole: text.slice(0, end), cut: text.slice(end) };
}

/** Reads a journal and checks its chain. Throws a Failure (`evidence.journal-*`) that names the first bad line. */
export function readJournal(text: string): Journal {
  const { whole, cut } = splitJournal(text);
  const lines = whole.split('\n').slice(0, -1);
  let head = genesis;
  const records = lines.map((line, index) => {
    const record = readLine(line, index + 1, head);
    head = sha256(line);
    return record;
  });
  if (cut !== '') throw cutFailure(lines.length + 1);
  if (records.length === 0) throw journalFailure('empty', 1, 'it has no record');
  return { records, head, count: records.length };
}

function readLine(line: string, number: number, head: string): JournalRecord {
  const reading = readCanonical(line);
  if ('problem' in reading) throw journalFailure('not-canonical', number, reading.problem);
  const parsed = parseRecord(reading.value, number);
  if (parsed.seq !== number) throw journalFailure('seq', number, `its seq is ${parsed.seq} where ${number} is due`);
  if (parsed.prev !== head) throw journalFailure('prev', number, 'its prev is not the digest of the line before');
  if ((number === 1) !== (parsed.entry.kind === 'run.opened'))
    throw journalFailure('opening', number, 'run.opened stands on the first line and nowhere else');
  return parsed;
}

function parseRecord(value: unknown, number: number): JournalRecord {
  const parsed = journalRecord.safeParse(value);
  if (parsed.success) return parsed.data;
  throw journalFailure(
    'shape',
    number,
    `it is no record of version ${journalVersion}: ${z.prettifyError(parsed.error)}`,
  );
}

function journalFailure(slug: string, line: number, why: string) {
  return evidenceFailure({
    code: `evidence.journal-${slug}`,
    what: `Line ${line} of the journal does not hold`,
    why,
    fix: 'Restore journal.jsonl from git or the CI artifact; when no good copy exists, this run proves nothing: run it again.',
    file: runFiles.journal,
    line,
  });
}

function cutFailure(line: number) {
  return evidenceFailure({
    code: 'evidence.journal-cut',
    what: `Line ${line} of the journal is half written`,
    why: 'the run was ended while it wrote; the lines before hold',
    fix: 'Run `prestage resume RUN`: it goes on after the last whole line.',
    file: runFiles.journal,
    line,
  });
}
