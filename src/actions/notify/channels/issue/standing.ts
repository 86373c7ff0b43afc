import type { Incident, Said } from '../../incidents/incident.ts';
import { groupsOf, type Digest } from '../../message/digest.ts';
import { standingOf, stateWords, type StateWord } from '../../message/words.ts';

/** One incident that is open now, as the issue lists it. */
export interface OpenOne {
  readonly incident: Incident;
  readonly said: Said | undefined;
  readonly state: StateWord;
}

/** All that is open once this message is told: worst first, then by name. */
export function openIn(digest: Digest): readonly OpenOne[] {
  const told = groupsOf(digest)
    .filter(({ last }) => last.kind !== 'close')
    .map(({ incident, last, state }): OpenOne => ({ incident, said: last.said, state }));
  const others = digest.others.map((incident): OpenOne => ({
    incident,
    said: incident.last,
    state: standingOf(incident, incident.last),
  }));
  return [...told, ...others].toSorted(
    (a, b) => stateWords.indexOf(a.state) - stateWords.indexOf(b.state) || (a.incident.key < b.incident.key ? -1 : 1),
  );
}
