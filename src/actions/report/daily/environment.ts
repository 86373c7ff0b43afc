import { posix } from 'node:path';
import type { Artifact, CheckDay, DayState, EnvironmentDay, Gap, IncidentLine } from '../../../page/daily/model.ts';
import { healthFolder, type Archive, type ArchivedHealth } from '../../health/records/read.ts';
import type { ReadResult } from '../../health/records/schema.ts';
import { budgetOf, latencyOf, tallyOf, worstState } from './figures.ts';
import type { Notice } from './notices.ts';

/** What a day of an environment is made of. */
export interface DaySource {
  readonly name: string;
  /** Where the report will lie: links are relative to that. */
  readonly folder: string;
  readonly day: string;
  /** Every day of the window, oldest first. */
  readonly days: readonly string[];
  readonly until: string;
  readonly objective: number;
  /** Milliseconds. */
  readonly every: number;
  /** Of the window alone. */
  readonly archive: Archive;
  /** The configured checks; those in the records when nobody knows. */
  readonly checks: readonly string[] | undefined;
  readonly notices: readonly Notice[];
  readonly unreadNotices: EnvironmentDay['unread'];
  /** Of what may lie beside the records, what does. */
  readonly beside: readonly string[];
}

export function environmentDay(source: DaySource): EnvironmentDay {
  const { archive, day, until, every, name } = source;
  const { records } = archive;
  const ofDay = records.filter(({ record }) => record.startedAt.startsWith(day));
  const newest = records.at(-1);
  const checks = checkNames(source).map((check) => checkDay(source, check));
  const last = lastRuns(source);
  const stale = checks.map((check) => check.name).filter((check) => isOlder(last.get(check), until, every));
  const age = newest === undefined ? undefined : Date.parse(until) - Date.parse(newest.record.startedAt);
  return {
    name,
    state: ofDay.length === 0 ? 'no-data' : worstState(checks.map(({ state }) => knownAs(state))),
    ...(newest === undefined ? {} : { newest: artifactOf(source, newest.path) }),
    ...(age === undefined ? {} : { ageMs: age }),
    stale,
    isStale: age === undefined || age > every || stale.length > 0,
    checks,
    gaps: gapsIn(source),
    runs: ofDay.map(({ path, record }) => ({ ...artifactOf(source, path), state: record.state, at: record.startedAt })),
    unread: [...archive.unread, ...source.unreadNotices],
    incidents: incidentLines(source),
    knowsIncidents: source.notices.length > 0,
    more: source.beside.map((path) => artifactOf(source, path)),
  };
}

/** By a check's name, when it was last run. A record without its result is no run of it. */
function lastRuns({ archive }: DaySource): ReadonlyMap<string, string> {
  return new Map(archive.records.flatMap(({ record }) => record.results.map(({ check }) => [check, record.startedAt])));
}

function isOlder(at: string | undefined, until: string, every: number): boolean {
  return at === undefined || Date.parse(until) - Date.parse(at) > every;
}

/** A check that was not run on a day on which others were is not known: worse than degraded. */
function knownAs(state: DayState): DayState {
  return state === 'no-data' ? 'unknown' : state;
}

function checkNames({ checks, archive }: DaySource): readonly string[] {
  const seen = archive.records.flatMap(({ record }) => record.results.map(({ check }) => check));
  return [...new Set(checks ?? seen)].toSorted((a, b) => (a < b ? -1 : 1));
}

interface Found {
  readonly from: ArchivedHealth;
  readonly result: ReadResult;
}

function checkDay(source: DaySource, name: string): CheckDay {
  const found = source.archive.records.flatMap((from): readonly Found[] =>
    from.record.results.filter(({ check }) => check === name).map((result) => ({ from, result })),
  );
  const samples = found.map(({ result }) => result);
  const last = found.filter(({ from }) => from.record.startedAt.startsWith(source.day)).at(-1)?.result;
  const tally = tallyOf(samples);
  return {
    name,
    kind: found.at(-1)?.result.kind ?? 'never run',
    state: last?.state ?? 'no-data',
    ...(last?.code === undefined ? {} : { code: last.code }),
    summary: last?.summary ?? 'It was not run on this day.',
    ...(last?.next === undefined ? {} : { next: last.next }),
    ...standingOf(source, found.at(-1)),
    tally,
    covered: { days: daysCovered(found), of: source.days.length },
    latency: latencyOf(samples),
    budget: budgetOf(tally, source.objective),
    history: source.days.map((day) => cellOf(source, found, day)),
  };
}

function standingOf(source: DaySource, last: Found | undefined): Pick<CheckDay, 'standing'> {
  if (last === undefined) return {};
  const { from, result } = last;
  const { state, code, startedAt } = result;
  const age = { at: startedAt, ageMs: Date.parse(source.until) - Date.parse(startedAt) };
  return { standing: { ...artifactOf(source, from.path), state, ...(code === undefined ? {} : { code }), ...age } };
}

function daysCovered(found: readonly Found[]): number {
  const known = found.filter(({ result }) => result.state !== 'unknown');
  return new Set(known.map(({ from }) => from.record.startedAt.slice(0, 10))).size;
}

/** The day's worst, and the run that it was. */
function cellOf(source: DaySource, found: readonly Found[], day: string): CheckDay['history'][number] {
  const ofDay = found.filter(({ from }) => from.record.startedAt.startsWith(day));
  const state = worstState(ofDay.map(({ result }) => result.state));
  const worst = ofDay.findLast(({ result }) => result.state === state);
  return { day, state, ...(worst === undefined ? {} : { href: artifactOf(source, worst.from.path).href }) };
}

/** Between two results of a check, before the first and after the last of the window; those that several share once. */
function gapsIn(source: DaySource): EnvironmentDay['gaps'] {
  const names = checkNames(source);
  if (names.length === 0) return gapsBetween([], source).map((gap) => ({ ...gap, checks: [] }));
  const all = names.flatMap((check) => {
    const runs = source.archive.records.filter(({ record }) => record.results.some((result) => result.check === check));
    const moments = runs.map(({ record }) => record.startedAt);
    return gapsBetween(moments, source).map((gap) => ({ ...gap, check }));
  });
  return [...Map.groupBy(all, ({ from, until }) => `${from} ${until}`).values()]
    .flatMap(([first, ...more]) => {
      if (first === undefined) return [];
      const { check, ...gap } = first;
      return [{ ...gap, checks: [check, ...more.map((each) => each.check)] }];
    })
    .toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
}

function gapsBetween(moments: readonly string[], { days, until, every }: DaySource): readonly Omit<Gap, 'checks'>[] {
  const all = [`${days[0] ?? ''}T00:00:00.000Z`, ...moments, until];
  return all.slice(1).flatMap((moment, index) => {
    const from = all[index] ?? moment;
    const ms = Date.parse(moment) - Date.parse(from);
    return ms > every ? [{ from, until: moment, ms }] : [];
  });
}

/** Each action once, however often it was owed. */
function incidentLines(source: DaySource): readonly IncidentLine[] {
  const lines = new Map<string, IncidentLine>();
  const takers = new Map<string, Set<string>>();
  const channels = new Set(source.notices.flatMap(({ deliveries }) => deliveries.map(({ channel }) => channel)));
  for (const { deliveries } of source.notices)
    for (const { channel, taken } of deliveries)
      for (const id of taken) takers.set(id, (takers.get(id) ?? new Set()).add(channel));
  for (const { actions, path } of source.notices)
    for (const { id, ...action } of actions) {
      const told = [...(takers.get(id) ?? [])].toSorted();
      const owed = [...channels].filter((channel) => !told.includes(channel)).toSorted();
      lines.set(id, { ...action, told, owed, href: artifactOf(source, path).href });
    }
  return [...lines.values()].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

function artifactOf({ folder }: Pick<DaySource, 'folder'>, path: string): Artifact {
  return { path, href: posix.relative(folder, path).split('/').map(encodeURIComponent).join('/') };
}

/** Where what may lie beside the records is looked for. */
export function besidePaths(environment: string): readonly string[] {
  return [
    `${healthFolder}/${environment}/latest.json`,
    `${healthFolder}/${environment}/index.jsonl`,
    `artifacts/ops/notify/${environment}/latest.json`,
    `artifacts/ops/notify/${environment}/state.json`,
  ];
}
