import type { ArchivedHealth } from './read.ts';
import type { ReadResult } from './schema.ts';

/** What a check came to when it was last run, and the record that has it. */
export interface LastResult {
  readonly result: ReadResult;
  readonly archived: ArchivedHealth;
}

/**
 * By a check's name, of records as `readArchive` gives them, oldest first: checks may be run one by one, so that the newest
 * record says nothing of those that are not in it.
 */
export function lastResults(records: readonly ArchivedHealth[]): ReadonlyMap<string, LastResult> {
  return new Map(
    records.flatMap((archived) =>
      archived.record.results.map((result) => [result.check, { result, archived }] as const),
    ),
  );
}
