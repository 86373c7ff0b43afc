import type { ArchivedHealth } from '../../health/records/read.ts';

/** By a check's name, the path of the newest record that has it: checks may be run one by one. */
export function newestRecords(records: readonly ArchivedHealth[]): Readonly<Record<string, string>> {
  return Object.fromEntries(records.flatMap(({ path, record }) => record.results.map(({ check }) => [check, path])));
}

/** What passed when it was last run, of what was run since then. */
export function passedSince(records: readonly ArchivedHealth[], since: string): readonly string[] {
  const results = records.filter(({ record }) => record.startedAt >= since).flatMap(({ record }) => record.results);
  const newest = new Map(results.map(({ check, state }) => [check, state]));
  return [...newest]
    .flatMap(([check, state]) => (state === 'pass' ? [check] : []))
    .toSorted((a, b) => (a < b ? -1 : 1));
}
