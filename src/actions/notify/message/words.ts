import { spanWords } from '../../../page/words/span.ts';
import type { Incident, IncidentAction, Said } from '../incidents/incident.ts';

export type StateWord =
  'DOWN' | 'FLAPPING' | 'NO DATA' | 'DEGRADED' | 'RECOVERING' | 'RECOVERED' | 'DATA IS BACK' | 'WITHDRAWN';

/** Worst first. */
export const stateWords: readonly StateWord[] = [
  'DOWN',
  'FLAPPING',
  'NO DATA',
  'DEGRADED',
  'RECOVERING',
  'WITHDRAWN',
  'DATA IS BACK',
  'RECOVERED',
];

const bySeverity = { down: 'DOWN', degraded: 'DEGRADED', 'no-data': 'NO DATA' } as const;

const bySaid = { fail: 'DOWN', degraded: 'DEGRADED', pass: 'RECOVERING', unknown: 'NO DATA' } as const;

/** What it was opened as, or has come to. */
function openedAs({ flapping, severity }: Incident): StateWord {
  return flapping ? 'FLAPPING' : bySeverity[severity];
}

/** How it stands: by what its check last said, which may be better than the worst that it has been. */
export function standingOf(incident: Incident, said: Said | undefined): StateWord {
  return said === undefined || incident.flapping ? openedAs(incident) : bySaid[said.state];
}

export function stateOf({ kind, incident, said }: IncidentAction): StateWord {
  if (kind === 'remind' || kind === 'steady') return standingOf(incident, said);
  if (kind !== 'close') return openedAs(incident);
  if (said.state === 'unknown') return 'WITHDRAWN';
  return incident.kind === 'no-data' ? 'DATA IS BACK' : 'RECOVERED';
}

const sentences: Readonly<Record<StateWord, string>> = {
  DOWN: 'is down',
  FLAPPING: 'goes up and down; single flips are not told until it is steady',
  'NO DATA': 'says nothing: whether it works is not known',
  DEGRADED: 'works, but not as it should',
  RECOVERING: 'works again, not yet for long enough to be over',
  RECOVERED: 'works again',
  'DATA IS BACK': 'says something again',
  WITHDRAWN: 'is no longer checked',
};

const past = { down: 'was down', degraded: 'was degraded', 'no-data': 'said nothing' } as const;

/** Whether a reminder says what was said before. */
export function isStill(action: IncidentAction): boolean {
  return action.kind === 'remind' && stateOf(action) === openedAs(action.incident);
}

/** What happened to it, as one clause: `is down`, `is still down`, `was down, and now works, but not as it should`. */
export function clauseOf(action: IncidentAction): string {
  const clause = sentences[stateOf(action)];
  if (action.kind === 'remind' && !isStill(action)) return `${past[action.incident.severity]}, and now ${clause}`;
  if (action.kind === 'remind')
    return clause.replace(/^(is|works|goes|says)/u, (verb) => (verb === 'is' ? 'is still' : `still ${verb}`));
  return action.kind === 'steady' ? `${clause}, steadily now` : clause;
}

/** `2025-10-17 03:17 UTC` */
export function momentWords(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

export function lastedWords(from: string, until: string): string {
  return spanWords(Date.parse(until) - Date.parse(from));
}
