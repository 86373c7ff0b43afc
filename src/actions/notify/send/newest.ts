import type { ArchivedHealth } from '../../health/records/read.ts';

/** By a check's name, the path of the newest record that has it: checks may be run one by one. */
export function newestRecords(records: readonly ArchivedHealth[]): Readonly<Record<string, string>> {
  return Object.fromEntries(records.flatMap(({ path, record }) => record.results.map(({ check }) => [check, path])));
}
