import { sha256 } from '../../../evidence/digest.ts';
import type { State } from '../../health/result.ts';

/** What a result is to an incident; `unknown` is neither up nor down and has an incident of its own. */
export type Mark = 'up' | 'degraded' | 'down';

export type Severity = 'no-data' | 'degraded' | 'down';

/** One stretch of trouble of one check, or of no data about it. */
export interface Incident {
  /** The same from its opening to its close, and made of what opened it: two machines that saw the same give it the same. */
  readonly uuid: string;
  /** The same for every incident of its kind: what pagers fold by. */
  readonly key: string;
  readonly environment: string;
  readonly check: string;
  readonly kind: 'trouble' | 'no-data';
  /** The worst that it has been. */
  readonly severity: Severity;
  /** It goes up and down so often that single flips are not told. */
  readonly flapping: boolean;
  /** When the first of the results came that opened it. ISO 8601, as all moments here. */
  readonly since: string;
  readonly openedAt: string;
  /** How many actions it has had: numbers the next. */
  readonly actions: number;
  /** How many reminders were told. */
  readonly reminders: number;
  /** When its latest action reached the first channel; absent until it has. */
  readonly told?: string;
}

const actionKinds = ['open', 'escalate', 'flapping', 'steady', 'remind', 'close'] as const;
export type ActionKind = (typeof actionKinds)[number];

/** What a check last said, as far as messages repeat it. */
export interface Said {
  readonly state: State;
  readonly code?: string;
  readonly summary: string;
  readonly next?: string;
}

/** Something that somebody is to be told. */
export interface IncidentAction {
  /** Made of the incident and its count: the same action has the same id, however often it is sent. */
  readonly id: string;
  readonly kind: ActionKind;
  readonly at: string;
  /** As it stood right after this. */
  readonly incident: Incident;
  readonly said: Said;
}

/** Whose incident it is, and of what kind. */
export type Subject = Pick<Incident, 'environment' | 'check' | 'kind'>;

export function newIncident(
  subject: Subject,
  more: Pick<Incident, 'severity' | 'flapping' | 'since'>,
  at: string,
): Incident {
  const { environment, check, kind } = subject;
  const key = `${environment}/${check}/${kind}`;
  return {
    uuid: uuidOf(`${key}\n${at}`),
    key,
    environment,
    check,
    kind,
    ...more,
    openedAt: at,
    actions: 0,
    reminders: 0,
  };
}

/** The incident's next action. Until somebody has heard of it, no reminder is due. */
export function act(incident: Incident, kind: ActionKind, at: string, said: Said): IncidentAction {
  const { told: _told, ...rest } = incident;
  const after = { ...rest, actions: incident.actions + 1 };
  return { id: `${incident.uuid}.${incident.actions}`, kind, at, incident: after, said };
}

/** Version 8 of RFC 9562: made of what it names, by our own rule. */
function uuidOf(text: string): string {
  const hex = sha256(text).slice(0, 32);
  const variant = ((Number.parseInt(hex.charAt(16), 16) % 4) + 8).toString(16);
  const digits = `${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17)}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}
