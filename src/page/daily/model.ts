/** A day of health, as a page and a note show it. All moments are ISO 8601 in UTC. */
export interface DailyReport {
  /** YYYY-MM-DD */
  readonly day: string;
  /** Until when it looks: the end of the day, or the moment at which it was made. */
  readonly until: string;
  /** How many days back the figures go, this one included. */
  readonly days: number;
  /** The share of results that shall be good, between 0 and 1. */
  readonly objective: number;
  readonly mode: 'live' | 'rehearsal';
  readonly environments: readonly EnvironmentDay[];
  /** What was asked for in other words than were done. */
  readonly asked: readonly { readonly asked: string; readonly done: string }[];
  /** Where paths of the workspace can be looked at; absent where nobody says. */
  readonly artifacts?: string;
}

export type DayState = 'pass' | 'degraded' | 'fail' | 'unknown' | 'no-data';

export interface EnvironmentDay {
  readonly name: string;
  /** The worst of the day's newest run; `no-data` when there was none on that day. */
  readonly state: DayState;
  readonly newest?: Artifact;
  /** Milliseconds from the newest run to `until`. */
  readonly ageMs?: number;
  /** Whose newest result is older than it may be, or of which there is none, though others may be run all the time. */
  readonly stale: readonly string[];
  /** Whether anything is, or no run is known at all. */
  readonly isStale: boolean;
  readonly checks: readonly CheckDay[];
  /** Stretches without a result, in the whole window, and of which checks. */
  readonly gaps: readonly Gap[];
  /** The day's runs, oldest first. */
  readonly runs: readonly (Artifact & { readonly state: DayState; readonly at: string })[];
  /** Files that could not be read, and why: they are not counted. */
  readonly unread: readonly { readonly path: string; readonly why: string }[];
  readonly incidents: readonly IncidentLine[];
  /** Whether anything is known of incidents: without a record of notices it is not. */
  readonly knowsIncidents: boolean;
  /** What lies beside the records. */
  readonly more: readonly Artifact[];
}

export interface Gap {
  readonly from: string;
  readonly until: string;
  readonly ms: number;
  readonly checks: readonly string[];
}

export interface Artifact {
  /** In the workspace. */
  readonly path: string;
  /** Relative to the report. */
  readonly href: string;
}

export interface CheckDay {
  readonly name: string;
  readonly kind: string;
  readonly state: DayState;
  readonly code?: string;
  readonly summary: string;
  readonly next?: string;
  /** The last result of the window, of whichever day and run; absent when there is none. */
  readonly standing?: Standing;
  readonly tally: Tally;
  /** On how many days of the window there is a result that says something. */
  readonly covered: { readonly days: number; readonly of: number };
  readonly latency: Latency;
  readonly budget: Budget;
  /** One cell a day, oldest first. */
  readonly history: readonly { readonly day: string; readonly state: DayState; readonly href?: string }[];
}

/** What a check came to when it was last run, and how long ago. */
export interface Standing extends Artifact {
  readonly state: DayState;
  readonly code?: string;
  readonly at: string;
  /** Milliseconds until the report was made. */
  readonly ageMs: number;
}

export interface Tally {
  readonly pass: number;
  readonly degraded: number;
  readonly fail: number;
  readonly unknown: number;
  /** Of the results that say something, the share that served; absent when none does. */
  readonly uptime?: number;
  /** The same, if every unknown one had failed. */
  readonly atWorst?: number;
}

/** Milliseconds, over results that served. A figure is absent where there are too few for it. */
export interface Latency {
  readonly count: number;
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
}

export interface Budget {
  /** How many failures the objective allows for that many results. */
  readonly allowed?: number;
  readonly used: number;
  /** How many results say anything. */
  readonly known: number;
  /** How many are wanted before the objective allows a single failure; absent when it allows none at all. */
  readonly wanted?: number;
}

export interface IncidentLine {
  readonly at: string;
  readonly kind: string;
  readonly check: string;
  readonly severity: string;
  readonly uuid: string;
  readonly since: string;
  readonly summary: string;
  /** By whom it was told, and by whom not yet. */
  readonly told: readonly string[];
  readonly owed: readonly string[];
  readonly href: string;
}
