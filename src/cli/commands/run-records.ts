import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRecord } from '../../core/record.ts';
import { readJournal } from '../../evidence/chain.ts';
import { runRecordOf } from '../../evidence/run-record.ts';

/** A run, rebuilt from its journal. `folder` is absolute. Throws `Failure` when the journal does not hold. */
export async function readRecord(folder: string): Promise<RunRecord> {
  const { records, head, count } = readJournal(await readFile(join(folder, 'journal.jsonl'), 'utf8'));
  return runRecordOf(records, head, count);
}
