import { readdir, readFile, rm, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RunRecord } from '../../core/record.ts';
import { readBundle } from '../../evidence/bundle.ts';
import { readJournal, splitJournal } from '../../evidence/chain.ts';
import { runFiles, sealPath } from '../../evidence/paths.ts';
import { predicateTypes } from '../../evidence/predicate-types.ts';
import { progressOf, type Progress } from '../../evidence/progress.ts';
import { openingOf, runRecordOf, type RunOpened } from '../../evidence/run-record.ts';
import type { FoundRun } from '../find-run.ts';
import { countSeals } from '../seal.ts';
import { loadTrust, type GitEnv } from '../trust.ts';
import { neverBegan, rehearsalIsOver } from './refuse.ts';

/** A run as its folder tells it, up to where it was cut. */
export interface Past {
  readonly opened: RunOpened;
  readonly record: RunRecord;
  readonly progress: Progress;
  /** Bytes of a half-written last line. */
  readonly cutBytes: number;
  /** Bytes of the journal without it. */
  readonly wholeBytes: number;
  /** Whether its newest seal is over all of the journal. */
  readonly sealed: boolean;
}

/** Reads what a run left. Throws Failure when its journal does not hold, or says nothing. Changes nothing. */
export async function readPast({ folder, root }: Pick<FoundRun, 'folder' | 'root'>, env: GitEnv): Promise<Past> {
  const { whole, cut } = splitJournal(await readFile(join(folder, runFiles.journal), 'utf8'));
  if (whole === '') throw neverBegan(basename(folder));
  const { records, head, count } = readJournal(whole);
  return {
    opened: openingOf(records),
    record: runRecordOf(records, head, count),
    progress: progressOf(records),
    cutBytes: Buffer.byteLength(cut),
    wholeBytes: Buffer.byteLength(whole),
    sealed: (await sealedRecords(folder, root, env)) === count,
  };
}

/** How many records the newest seal is over; 0 when there is none. Throws Failure when that seal does not hold. */
async function sealedRecords(folder: string, root: string, env: GitEnv): Promise<number> {
  const seals = countSeals(folder);
  if (seals === 0) return 0;
  const seal = await readFile(join(folder, sealPath(seals)), 'utf8');
  const { statement } = readBundle(seal, await loadTrust(root, env));
  return statement.predicateType === predicateTypes.seal ? statement.predicate.count : 0;
}

/**
 * How a live run began, by the first line of its journal alone. Throws Failure `resume.rehearsal`, said first of all: no key
 * and no change of the workspace would help.
 */
export async function readOpening({ id, folder }: FoundRun): Promise<RunOpened> {
  const text = await readFile(join(folder, runFiles.journal), 'utf8');
  const first = text.slice(0, text.indexOf('\n') + 1);
  if (first === '') throw neverBegan(id);
  const opened = openingOf(readJournal(first).records);
  if (opened.mode === 'rehearsal') throw rehearsalIsOver(opened);
  return opened;
}

/** Takes off what was half written when the run was cut: the journal's last line, and files that had no name yet. */
export async function clearHalves(folder: string, { cutBytes, wholeBytes }: Past): Promise<void> {
  if (cutBytes > 0) await truncate(join(folder, runFiles.journal), wholeBytes);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const { name, parentPath } of entries)
    if (/^\..*\.[0-9a-f]{12}\.tmp$/.test(name)) await rm(join(parentPath, name), { force: true });
}
