import type { IncidentAction } from './incident.ts';
import type { Track } from './track.ts';

/** An action, and the channels that have not taken it yet. */
export interface Owed {
  readonly action: IncidentAction;
  readonly to: readonly string[];
  /** By a channel's name, to whom alone of those that it writes to; all of them when absent. */
  readonly only?: Readonly<Record<string, readonly string[]>>;
}

/** All that is remembered of an environment between runs. */
export interface IncidentState {
  readonly format: 'prestage.incidents/1';
  readonly environment: string;
  /** When the newest run that was looked at ended. What each check has said, its track knows for itself. */
  readonly seen?: string;
  readonly checks: Readonly<Record<string, Track>>;
  /** Oldest first. What is here is sent with the next run, whatever that sees. */
  readonly outbox: readonly Owed[];
  /** By a channel's name and an incident's uuid: the mail that first told of it, or may have. */
  readonly threads: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export function newState(environment: string): IncidentState {
  return { format: 'prestage.incidents/1', environment, checks: {}, outbox: [], threads: {} };
}

/** Everything that is open, in order of name. */
export function openIncidents({ checks }: IncidentState): readonly NonNullable<Track['trouble']>[] {
  return Object.entries(checks)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { trouble, noData }]) => [trouble, noData])
    .filter((incident) => incident !== undefined);
}
