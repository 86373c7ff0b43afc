import type { IncidentAction } from './incident.ts';
import type { IncidentState, Owed } from './state.ts';
import type { Track } from './track.ts';

export function owedTo(channel: string, { outbox }: IncidentState): readonly IncidentAction[] {
  return outbox.filter(({ to }) => to.includes(channel)).map(({ action }) => action);
}

/** Some channel has taken these. Only now does the incident move on: until somebody has heard, no reminder is counted. */
export function delivered(state: IncidentState, channel: string, ids: readonly string[], at: string): IncidentState {
  const taken = new Set(ids);
  const outbox = state.outbox.map((owed) => without(owed, channel, taken)).filter(({ to }) => to.length > 0);
  const actions = state.outbox.filter(({ to, action }) => taken.has(action.id) && to.includes(channel));
  const checks = actions.reduce((checks, { action }) => toldOf(checks, action, at), state.checks);
  return { ...state, checks, outbox };
}

/** Channels that the config no longer names are owed nothing. */
export function onlyTo(state: IncidentState, channels: readonly string[]): IncidentState {
  const outbox = state.outbox.map(({ action, to }) => ({ action, to: to.filter((name) => channels.includes(name)) }));
  return { ...state, outbox: outbox.filter(({ to }) => to.length > 0) };
}

function without({ action, to }: Owed, channel: string, taken: ReadonlySet<string>): Owed {
  return { action, to: taken.has(action.id) ? to.filter((name) => name !== channel) : to };
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
