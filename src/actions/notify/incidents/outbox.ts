import type { IncidentAction } from './incident.ts';
import { openIncidents, type IncidentState, type Owed } from './state.ts';
import type { Track } from './track.ts';

/** What a channel is owed; of a channel that writes to several people, what one of them is. */
export function owedTo(channel: string, { outbox }: IncidentState, person?: string): readonly IncidentAction[] {
  return outbox
    .filter(({ to, only }) => to.includes(channel) && (person === undefined || isFor(person, only?.[channel])))
    .map(({ action }) => action);
}

function isFor(person: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.includes(person);
}

/** Of all the people that a channel writes to, those who have it now, or will never. */
export interface Share {
  readonly everyone: readonly string[];
  readonly done: readonly string[];
}

/** Some channel has taken these. Only now does the incident move on: until somebody has heard, no reminder is counted. */
export function delivered(
  state: IncidentState,
  channel: string,
  ids: readonly string[],
  at: string,
  share?: Share,
): IncidentState {
  const taken = new Set(ids);
  const outbox = state.outbox
    .map((owed) => (taken.has(owed.action.id) ? without(owed, channel, share) : owed))
    .filter(({ to }) => to.length > 0);
  const actions = state.outbox.filter(({ to, action }) => taken.has(action.id) && to.includes(channel));
  const checks = actions.reduce((checks, { action }) => toldOf(checks, action, at), state.checks);
  return { ...state, checks, outbox };
}

/** Channels that the config no longer names are owed nothing. */
export function onlyTo(state: IncidentState, channels: readonly string[]): IncidentState {
  const outbox = state.outbox.map(({ to, ...owed }) => ({ ...owed, to: to.filter((name) => channels.includes(name)) }));
  return { ...state, outbox: outbox.filter(({ to }) => to.length > 0) };
}

/** People that a channel no longer writes to are owed nothing either. */
export function onlyFor(state: IncidentState, channel: string, everyone: readonly string[]): IncidentState {
  const left = new Set(everyone.flatMap((person) => owedTo(channel, state, person).map(({ id }) => id)));
  const outbox = state.outbox.map((owed) => (left.has(owed.action.id) ? owed : without(owed, channel)));
  return { ...state, outbox: outbox.filter(({ to }) => to.length > 0) };
}

/** What is first told of an incident begins its thread. What is over and owed to nobody is forgotten. */
export function threaded(
  state: IncidentState,
  channel: string,
  actions: readonly IncidentAction[],
  messageId: string,
): IncidentState {
  const begun = Object.fromEntries(actions.map(({ incident }) => [incident.uuid, messageId]));
  const threads = { ...state.threads, [channel]: { ...begun, ...state.threads[channel] } };
  return { ...state, threads };
}

export function withoutOldThreads(state: IncidentState): IncidentState {
  const known = new Set(
    [...openIncidents(state), ...state.outbox.map(({ action }) => action.incident)].map(({ uuid }) => uuid),
  );
  const threads = Object.entries(state.threads).map(([channel, ids]) => {
    return [channel, Object.fromEntries(Object.entries(ids).filter(([uuid]) => known.has(uuid)))] as const;
  });
  return { ...state, threads: Object.fromEntries(threads) };
}

function without(owed: Owed, channel: string, share?: Share): Owed {
  const { action, to, only } = owed;
  const rest =
    share === undefined ? [] : (only?.[channel] ?? share.everyone).filter((person) => !share.done.includes(person));
  if (rest.length > 0 && to.includes(channel)) return { action, to, only: { ...only, [channel]: rest } };
  const left = Object.entries(only ?? {}).filter(([name]) => name !== channel);
  return {
    action,
    to: to.filter((name) => name !== channel),
    ...(left.length === 0 ? {} : { only: Object.fromEntries(left) }),
  };
}

function toldOf(checks: IncidentState['checks'], action: IncidentAction, at: string): IncidentState['checks'] {
  const { check } = action.incident;
  const track = checks[check];
  if (track === undefined) return checks;
  return { ...checks, [check]: toldIn(track, action, at) };
}

/** The first channel that takes the latest action of an incident that is still open sets its time. */
function toldIn(track: Track, { id, kind, incident: { kind: of } }: IncidentAction, at: string): Track {
  const name = of === 'trouble' ? 'trouble' : 'noData';
  const incident = track[name];
  if (incident === undefined || incident.told !== undefined) return track;
  if (id !== `${incident.uuid}.${incident.actions - 1}`) return track;
  const reminders = incident.reminders + (kind === 'remind' ? 1 : 0);
  return { ...track, [name]: { ...incident, told: at, reminders } };
}
