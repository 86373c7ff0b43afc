import { act, type Incident, type IncidentAction, type Said } from './incident.ts';
import { observe, type Observed } from './observe.ts';
import { isMaintained, reminderDelay, type Policy } from './policy.ts';
import type { IncidentState } from './state.ts';
import { newTrack, type Track } from './track.ts';

/** What has happened since the state was written. */
export type Event =
  /** A run of checks. What is not among the results was not asked, and nothing is known of it. */
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
 * were looked at before give nothing.
 */
export function advance(state: IncidentState, event: Event, policy: Policy, channels: readonly string[]): Advance {
  if (event.kind === 'results' && state.seen !== undefined && event.at <= state.seen) return { state, actions: [] };
  const { checks, actions } = changes(state, event, policy);
  const owed = actions.map((action) => ({ action, to: channels }));
  const seen = event.kind === 'results' ? { seen: event.at } : {};
  return { state: { ...state, ...seen, checks, outbox: [...state.outbox, ...owed] }, actions };
}

type Changes = Pick<IncidentState, 'checks'> & Pick<Advance, 'actions'>;

function changes(state: IncidentState, event: Event, policy: Policy): Changes {
  if (event.kind === 'configured') return withdrawn(state, event);
  if (event.kind === 'time') return reminded(state, event.at, policy);
  const { environment } = state;
  const observed = Object.entries(event.results)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([check, said]): [string, Observed] => {
      const track = trackOf(state, check);
      if (isMaintained(policy, { environment, check }, event.at)) return [check, { track, actions: [] }];
      return [check, observe(track, { environment, check, at: event.at, said }, policy)];
    });
  return joined(state, observed);
}

/** A check may have any name, that of a member of all objects too. */
function trackOf({ checks }: IncidentState, check: string): Track {
  return (Object.hasOwn(checks, check) ? checks[check] : undefined) ?? newTrack;
}

function withdrawn({ checks }: IncidentState, { at, checks: names }: Event & { kind: 'configured' }): Changes {
  const gone = Object.entries(checks).filter(([check]) => !names.includes(check));
  const said = { state: 'unknown', summary: 'it is no longer checked' } as const;
  const actions = gone
    .flatMap(([, { trouble, noData }]) => [trouble, noData])
    .flatMap((incident) => (incident === undefined ? [] : [act(incident, 'close', at, said)]));
  return { checks: Object.fromEntries(Object.entries(checks).filter(([check]) => names.includes(check))), actions };
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
