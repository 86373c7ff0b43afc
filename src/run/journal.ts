import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { Clock } from '../core/clock.ts';
import { genesis, type JournalEntry } from '../core/journal.ts';
import { formatRecord } from '../evidence/chain.ts';
import type { Capture } from './capture.ts';
import { fileFailure } from '../services/files/failures.ts';

/** The run's append-only log. What `append` has returned from is on the disk. */
export interface Journal {
  /** SHA-256 of the last record. */
  readonly head: string;
  readonly count: number;
  /** Why it can take no more records: the disk refused one. */
  readonly broken: Error | undefined;
  append(entry: JournalEntry): void;
  close(): void;
}

export interface JournalStart {
  readonly head: string;
  readonly count: number;
}

const fresh: JournalStart = { head: genesis, count: 0 };

/**
 * Opens a journal for appending; `start` is where an existing one ends. Throws `Failure` when the disk refuses; what was
 * written of that record is taken off again, and nothing more is taken: a record after a hole would break the chain.
 */
export function openJournal(path: string, clock: Clock, start: JournalStart = fresh): Journal {
  const file = guarded(path, () => openSync(path, start.count === 0 ? 'ax' : 'a'));
  let { head, count } = start;
  let broken: Error | undefined;
  return {
    get head() {
      return head;
    },
    get count() {
      return count;
    },
    get broken() {
      return broken;
    },
    append(entry) {
      if (broken !== undefined) throw broken;
      const { line, digest } = formatRecord(count + 1, head, clock.now().toISOString(), entry);
      const { size } = fstatSync(file);
      try {
        guarded(path, () => writeDurably(file, `${line}\n`));
      } catch (error) {
        broken = error instanceof Error ? error : new Error(String(error));
        cutTo(file, size);
        throw error;
      }
      head = digest;
      count += 1;
    },
    close() {
      closeSync(file);
    },
  };
}

/** Where not even that goes, a half-written line stays: whoever resumes takes it off. */
function cutTo(file: number, size: number): void {
  try {
    ftruncateSync(file, size);
    fsyncSync(file);
  } catch {
    // The first refusal is the one that is told.
  }
}

/** The same journal, which writes nothing down that was not captured. What was settled was, before it was signed. */
export function capturing(journal: Journal, capture: Pick<Capture, 'all'>): Journal {
  const settled = new Set<string>(['task.settled', 'action.settled']);
  return {
    get head() {
      return journal.head;
    },
    get count() {
      return journal.count;
    },
    get broken() {
      return journal.broken;
    },
    append: (entry) => journal.append(settled.has(entry.kind) ? entry : capture.all(entry)),
    close: () => journal.close(),
  };
}

function writeDurably(file: number, line: string): void {
  const bytes = Buffer.from(line);
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
  fsyncSync(file);
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fileFailure(error, path, 'write');
  }
}
