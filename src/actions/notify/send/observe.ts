import { advance, type Event } from '../incidents/advance.ts';
import type { Said } from '../incidents/incident.ts';
import { onlyTo } from '../incidents/outbox.ts';
import type { Policy } from '../incidents/policy.ts';
import type { IncidentState } from '../incidents/state.ts';
import type { ArchivedHealth } from '../../health/records/read.ts';
import type { ReadResult } from '../../health/records/schema.ts';

/** What is known when notices are sent. */
export interface Known {
  readonly now: string;
  /** Oldest first. */
  readonly records: readonly ArchivedHealth[];
  /** The names of the environment's checks; undefined where the config has no readable section of them. */
  readonly configured: readonly string[] | undefined;
  readonly policy: Policy;
  readonly channels: readonly string[];
  readonly staleMs: number;
}

/** All that has happened since the state was written, in its order, and what is owed now. */
export function goneOn(state: IncidentState, known: Known): IncidentState {
  const { policy, channels } = known;
  return eventsOf(state, known).reduce(
    (before, event) => advance(before, event, policy, channels).state,
    onlyTo(state, channels),
  );
}

function eventsOf(state: IncidentState, known: Known): readonly Event[] {
  const { now, records, configured } = known;
  const fresh = newRecords(state, records, known.staleMs);
  const results = [...Map.groupBy(fresh, ({ record }) => record.startedAt)].map(([at, those]): Event => {
    const said = those.flatMap(({ record }) => record.results).map((result) => [result.check, saidBy(result)] as const);
    return { kind: 'results', at, results: Object.fromEntries(said) };
  });
  return [
    ...results,
    ...(fresh.length === 0 && isStale(known) ? [silence(known)] : []),
    ...(configured === undefined ? [] : [{ kind: 'configured', at: now, checks: configured } as const]),
    { kind: 'time', at: now },
  ];
}

function newRecords(
  state: IncidentState,
  records: readonly ArchivedHealth[],
  staleMs: number,
): readonly ArchivedHealth[] {
  const since = freshSince(state, records, staleMs);
  return records.filter(({ record }) => record.startedAt >= since && record.startedAt !== state.seen);
}

/**
 * From when on records have not been looked at. Without a state only those of the newest time that checks were run, one by one
 * or all at once: what was before was told before, or never will be.
 */
export function freshSince({ seen }: IncidentState, records: readonly ArchivedHealth[], staleMs: number): string {
  const newest = records.at(-1);
  if (seen !== undefined || newest === undefined) return seen ?? '';
  return new Date(Date.parse(newest.record.startedAt) - staleMs).toISOString();
}

function isStale({ now, records, staleMs }: Known): boolean {
  const newest = records.at(-1);
  return newest === undefined || Date.parse(now) - Date.parse(newest.record.startedAt) > staleMs;
}

function silence({ now, records, configured = [] }: Known): Event {
  const newest = records.at(-1)?.record.startedAt;
  const summary =
    newest === undefined ? 'There is no record of a run of the checks.' : `The checks last ran at ${newest}.`;
  const said: Said = {
    state: 'unknown',
    code: 'stale',
    summary,
    next: 'See why the scheduled run did not come about.',
  };
  return { kind: 'silence', at: now, results: Object.fromEntries(configured.map((check) => [check, said])) };
}

function saidBy({ state, code, summary, next }: ReadResult): Said {
  return { state, ...(code === undefined ? {} : { code }), summary, ...(next === undefined ? {} : { next }) };
}
