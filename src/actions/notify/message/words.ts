import { spanWords } from '../../../page/words/span.ts';
import type { Incident, IncidentAction } from '../incidents/incident.ts';

export type StateWord = 'DOWN' | 'FLAPPING' | 'NO DATA' | 'DEGRADED' | 'RECOVERED' | 'DATA IS BACK' | 'WITHDRAWN';

/** Worst first. */
export const stateWords: readonly StateWord[] = [
  'DOWN',
  'FLAPPING',
  'NO DATA',
  'DEGRADED',
  'WITHDRAWN',
  'DATA IS BACK',
  'RECOVERED',
];

const bySeverity = { down: 'DOWN', degraded: 'DEGRADED', 'no-data': 'NO DATA' } as const;

export function standingOf({ flapping, severity }: Incident): StateWord {
  return flapping ? 'FLAPPING' : bySeverity[severity];
}

export function stateOf({ kind, incident, said }: IncidentAction): StateWord {
  if (kind !== 'close') return standingOf(incident);
  if (said.state === 'unknown') return 'WITHDRAWN';
  return incident.kind === 'no-data' ? 'DATA IS BACK' : 'RECOVERED';
}

const sentences: Readonly<Record<StateWord, string>> = {
  DOWN: 'is down',
  FLAPPING: 'goes up and down; single flips are not told until it is steady',
  'NO DATA': 'says nothing: whether it works is not known',
  DEGRADED: 'works, but not as it should',
  RECOVERED: 'works again',
  'DATA IS BACK': 'says something again',
  WITHDRAWN: 'is no longer checked',
};

/** What happened to it, as one clause: `is down`, `is still down`. */
export function clauseOf(action: IncidentAction): string {
  const clause = sentences[stateOf(action)];
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
