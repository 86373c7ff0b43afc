import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRecord } from '../core/record.ts';
import { readJournal, splitJournal } from '../evidence/chain.ts';
import { runFiles } from '../evidence/paths.ts';
import { progressOf } from '../evidence/progress.ts';
import { runRecordOf } from '../evidence/run-record.ts';
import { holderOf } from './claim/claim.ts';
import type { FoundRun } from './find-run.ts';

/** A run as it stands now: it ran to its end, a process works on it, or it was cut. */
export type RunState = { readonly record: RunRecord } & (
  { readonly kind: 'ended' } | { readonly kind: 'running'; readonly pid: number } | { readonly kind: 'cut' }
);

/** Reads a run from its journal, also one that is being written. Throws `Failure` when the whole lines of it do not hold. */
export async function readRunState({ id, folder, root }: FoundRun): Promise<RunState> {
  const { whole } = splitJournal(await readFile(join(folder, runFiles.journal), 'utf8'));
  const { records, head, count } = readJournal(whole);
  const record = runRecordOf(records, head, count);
  if (progressOf(records).closed !== undefined) return { record, kind: 'ended' };
  const holder = await holderOf(root, record.direction.path);
  return holder?.run === id ? { record, kind: 'running', pid: holder.pid } : { record, kind: 'cut' };
}
