import { advance, isNews, trackOf, type Event } from '../incidents/advance.ts';
import type { Said } from '../incidents/incident.ts';
import { onlyTo } from '../incidents/outbox.ts';
import { isSilent } from './rhythm.ts';
import type { Policy } from '../incidents/policy.ts';
import type { IncidentState } from '../incidents/state.ts';
import type { Track } from '../incidents/track.ts';
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
  /** How old a check's newest result may be, in milliseconds; by the rhythm of its own runs when undefined. */
  readonly staleMs: number | undefined;
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
  const { now, configured } = known;
  const results = freshResults(state, known);
  return [
    ...results,
    ...silence(state, known, new Set(results.flatMap((run) => Object.keys(run.results)))),
    ...(configured === undefined ? [] : [{ kind: 'configured', at: now, checks: configured } as const]),
    { kind: 'time', at: now },
  ];
}

type Run = Event & { readonly kind: 'results' };

/** The results that nobody has looked at, run by run in the order in which they ended: one that took long comes late. */
function freshResults(state: IncidentState, known: Known): readonly Run[] {
  const since = floorOf(state, known);
  const { records, configured } = known;
  const runs = [...Map.groupBy(records, endOf)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return runs.flatMap(([at, those]): readonly Run[] => {
    const fresh = those
      .flatMap(({ record }) => record.results)
      .filter(({ check }) => configured?.includes(check) ?? true)
      .filter(({ check }) => {
        const track = trackOf(state, check);
        return track.seen === undefined ? at >= since : isNews(track, at);
      });
    if (fresh.length === 0) return [];
    return [{ kind: 'results', at, results: Object.fromEntries(fresh.map((each) => [each.check, saidBy(each)])) }];
  });
}

/** What passed when it was last run, of what was run since the state was written. */
export function passedNow(state: IncidentState, known: Known): readonly string[] {
  const newest = new Map(freshResults(state, known).flatMap(({ results }) => Object.entries(results)));
  return [...newest]
    .flatMap(([check, said]) => (said.state === 'pass' ? [check] : []))
    .toSorted((a, b) => (a < b ? -1 : 1));
}

/** Checks that are run one by one are of one time. */
const sameTimeMs = 6 * 3_600_000;

/**
 * From when on the results count of a check that was never looked at. Without a state those of the newest time that checks were
 * run, one by one or all at once: what was before was told before, or never will be.
 */
function floorOf({ seen }: IncidentState, { records, staleMs }: Known): string {
  const newest = records.map(endOf).toSorted().at(-1);
  if (newest === undefined) return '';
  const fresh = new Date(Date.parse(newest) - (staleMs ?? sameTimeMs)).toISOString();
  return seen !== undefined && seen < fresh ? seen : fresh;
}

/** Of each check by itself: that others are run every night says nothing of one that no longer is. */
function silence(state: IncidentState, known: Known, fresh: ReadonlySet<string>): readonly Event[] {
  const { now, records, staleMs } = known;
  const names = known.configured ?? Object.keys(state.checks).filter((check) => isFollowed(trackOf(state, check)));
  const ended = endsByCheck(records);
  const newest = records.map(endOf).toSorted().at(-1) ?? now;
  const isStale = (check: string): boolean => {
    const own = ended.get(check) ?? [];
    if (staleMs === undefined) return isSilent(own, { now, newest });
    const last = own.at(-1);
    return last === undefined || Date.parse(now) - Date.parse(last) > staleMs;
  };
  const stale = names.filter((check) => !fresh.has(check) && isStale(check));
  if (stale.length === 0) return [];
  const results = Object.fromEntries(stale.map((check) => [check, staleSince(ended.get(check)?.at(-1))]));
  return [{ kind: 'silence', at: now, results }];
}

function isFollowed({ recent, trouble, noData }: Track): boolean {
  return recent.length > 0 || trouble !== undefined || noData !== undefined;
}

function staleSince(at: string | undefined): Said {
  const summary = at === undefined ? 'There is no record of a run of this check.' : `This check last ran at ${at}.`;
  return {
    state: 'unknown',
    code: 'stale',
    summary,
    next: 'See why the scheduled run did not come about, or left it out.',
  };
}

/** By a check's name, when its runs ended, oldest first. A record without its result is no run of it. */
function endsByCheck(records: readonly ArchivedHealth[]): ReadonlyMap<string, readonly string[]> {
  const pairs = records.flatMap((each) => each.record.results.map(({ check }) => ({ check, at: endOf(each) })));
  const groups = Map.groupBy(pairs, ({ check }) => check);
  return new Map([...groups].map(([check, all]) => [check, all.map(({ at }) => at).toSorted()]));
}

/** Always in UTC and with milliseconds, so that these sort as time does. */
function endOf({ record }: ArchivedHealth): string {
  return new Date(Date.parse(record.startedAt) + record.durationMs).toISOString();
}

function saidBy({ state, code, summary, next }: ReadResult): Said {
  return { state, ...(code === undefined ? {} : { code }), summary, ...(next === undefined ? {} : { next }) };
}
