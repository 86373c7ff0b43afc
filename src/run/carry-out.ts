import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import type { RunRecord } from '../core/record.ts';
import { readJournal } from '../evidence/chain.ts';
import { runFiles } from '../evidence/paths.ts';
import { runRecordOf } from '../evidence/run-record.ts';
import { holdRun } from './constraints/hold-run.ts';
import { isJournalLost } from './constraints/tree/evidence-watch.ts';
import type { LaidScope } from './context.ts';
import { execute, type Course } from './execute.ts';
import type { RunFolder } from './folder.ts';
import type { Journal } from './journal.ts';
import { stoppedRun } from './resume/stopped.ts';
import { sealRun } from './seal.ts';

/** A run that has ended: its record and where it lies. */
export interface FinishedRun {
  readonly record: RunRecord;
  /** Absolute. */
  readonly folder: string;
  /** Absolute path of the HTML page. */
  readonly page: string;
}

/** Works a run through from where its journal stands, and seals it. Throws Failure `run.stopped` when the disk gives out. */
export async function carryOut(
  laid: LaidScope,
  journal: Journal,
  course: Course,
  begin: () => void,
): Promise<FinishedRun> {
  const { setup } = laid;
  try {
    await work(laid, journal, course, begin);
    return await sealAndTell(laid);
  } catch (error) {
    const captured = laid.capture.error(error);
    if (!(captured instanceof Failure) || journal.count === 0 || isJournalLost(captured)) throw captured;
    throw stoppedRun(captured, { run: laid.view().id, mode: setup.mode, file: setup.file });
  }
}

async function work(laid: LaidScope, journal: Journal, course: Course, begin: () => void): Promise<void> {
  const constraints = await holdRun(laid, journal, course.earlier).catch((error: unknown) => {
    journal.close();
    throw error;
  });
  const scope = { ...laid, folder: constraints.folder, constraints };
  try {
    begin();
    scope.locks.writeTo(journal, scope.capture.redactor);
    await execute(scope, journal, course);
    await scope.locks.release();
  } finally {
    constraints.close();
    journal.close();
  }
}

/** Seals a run whose journal is closed, and tells whoever watches. */
export async function sealAndTell({ setup, folder, order, facts }: LaidScope): Promise<FinishedRun> {
  const record = await readRecord(folder);
  const page = await sealRun(
    { signer: setup.signer, folder, record, facts, constraints: order.constraints },
    setup.clock,
  );
  setup.watch({ kind: 'run.closed', record, page });
  return { record, folder: folder.absolute, page };
}

/** The record is rebuilt from the journal on disk: what pages and reports show is what was written down. */
async function readRecord(folder: RunFolder): Promise<RunRecord> {
  const { records, head, count } = readJournal(await readFile(join(folder.absolute, runFiles.journal), 'utf8'));
  return runRecordOf(records, head, count);
}
