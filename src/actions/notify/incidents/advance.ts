import { act, type Incident, type IncidentAction, type Said } from './incident.ts';
import { observe, type Observed } from './observe.ts';
import { isMaintained, reminderDelay, type Policy } from './policy.ts';
import type { IncidentState } from './state.ts';
import { newTrack, type Track } from './track.ts';

/** What has happened since the state was written. */
export type Event =
  /** A run of checks that ended then. What is not among the results was not asked, and nothing is known of it. */
  | { readonly kind: 'results'; readonly at: string; readonly results: Readonly<Record<string, Said>> }
  /** Nobody has run them for too long: of each of these nothing is known. */
  | { readonly kind: 'silence'; readonly at: string; readonly results: Readonly<Record<string, Said>> }
  /** Checks that are configured now: what is open of any other is closed. */
  | { readonly kind: 'configured'; readonly at: string; readonly checks: readonly string[] }
  /** Time has gone by: reminders fall due. */
  | { readonly kind: 'time'; readonly at: string };

export interface Advance {
  readonly state: IncidentState;
  readonly actions: readonly IncidentAction[];
}

/**
 * One event, and what is to be told of it to these channels. Pure: the same state and event give the same, and results that
 * were looked at before give nothing. A run that ended late counts, whatever was looked at of other checks meanwhile.
 */
export function advance(state: IncidentState, event: Event, policy: Policy, channels: readonly string[]): Advance {
  const { checks, actions } = changes(state, event, policy);
  const owed = actions.map((action) => ({ action, to: channels }));
  const seen = event.kind === 'results' ? { seen: later(state.seen, event.at) } : {};
  return { state: { ...state, ...seen, checks, outbox: [...state.outbox, ...owed] }, actions };
}

type Changes = Pick<IncidentState, 'checks'> & Pick<Advance, 'actions'>;

function changes(state: IncidentState, event: Event, policy: Policy): Changes {
  if (event.kind === 'configured') return withdrawn(state, event, policy);
  if (event.kind === 'time') return reminded(state, event.at, policy);
  const { environment } = state;
  const observed = Object.entries(event.results)
    .filter(([check]) => event.kind === 'silence' || isNews(trackOf(state, check), event.at))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([check, said]): [string, Observed] => {
      const seen = event.kind === 'results' ? { seen: event.at } : {};
      const track = { ...trackOf(state, check), ...seen };
      if (isMaintained(policy, { environment, check }, event.at)) return [check, { track, actions: [] }];
      return [check, observe(track, { environment, check, at: event.at, said }, policy)];
    });
  return joined(state, observed);
}

/** Whether a result that ended then is newer than all that was looked at of the check. */
export function isNews({ seen }: Track, at: string): boolean {
  return seen === undefined || Date.parse(at) > Date.parse(seen);
}

function later(one: string | undefined, other: string): string {
  return one !== undefined && Date.parse(one) > Date.parse(other) ? one : other;
}

/** A check may have any name, that of a member of all objects too. */
export function trackOf({ checks }: IncidentState, check: string): Track {
  return (Object.hasOwn(checks, check) ? checks[check] : undefined) ?? newTrack;
}

/** What was looked at stays known, lest it opens again what is configured again. */
function withdrawn(
  { checks, environment }: IncidentState,
  { at, checks: names }: Event & { kind: 'configured' },
  policy: Policy,
): Changes {
  const gone = Object.entries(checks).filter(
    ([check]) => !names.includes(check) && !isMaintained(policy, { environment, check }, at),
  );
  const said = { state: 'unknown', summary: 'it is no longer checked' } as const;
  const actions = gone
    .flatMap(([, { trouble, noData }]) => [trouble, noData])
    .flatMap((incident) => (incident === undefined ? [] : [act(incident, 'close', at, said)]));
  const left = gone.map(([check, { seen }]) => [check, { ...newTrack, ...(seen === undefined ? {} : { seen }) }]);
  return { checks: { ...checks, ...Object.fromEntries(left) }, actions };
}

function reminded(state: IncidentState, at: string, policy: Policy): Changes {
  const observed = Object.entries(state.checks).map(([check, track]): [string, Observed] => {
    if (isMaintained(policy, { environment: state.environment, check }, at)) return [check, { track, actions: [] }];
    const trouble = reminderOf(track.trouble, track.said, at, policy);
    const noData = reminderOf(track.noData, track.said, at, policy);
    const next = {
      ...track,
      ...(trouble === undefined ? {} : { trouble: trouble.incident }),
      ...(noData === undefined ? {} : { noData: noData.incident }),
    };
    return [check, { track: next, actions: [trouble, noData].filter((action) => action !== undefined) }];
  });
  return joined(state, observed);
}

function reminderOf(
  incident: Incident | undefined,
  said: Said | undefined,
  at: string,
  { reminders }: Policy,
): IncidentAction | undefined {
  if (incident?.told === undefined || said === undefined) return undefined;
  const due = Date.parse(incident.told) + reminderDelay(reminders, incident.reminders);
  return Date.parse(at) < due ? undefined : act(incident, 'remind', at, said);
}

function joined(state: IncidentState, observed: readonly [string, Observed][]): Changes {
  const tracks = observed.map(([check, { track }]): [string, Track] => [check, track]);
  return {
    checks: Object.fromEntries([...Object.entries(state.checks), ...tracks]),
    actions: observed.flatMap(([, { actions }]) => actions),
  };
}
