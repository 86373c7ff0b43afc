import { digestOf } from '../../../../services/files/digest.ts';
import type { IncidentAction } from '../../incidents/incident.ts';
import type { Digest } from '../../message/digest.ts';

/** Which issue it is, as nobody sees it: one for each environment, and another for what is only rehearsed. */
export function markerOf({ environment, mode }: Pick<Digest, 'environment' | 'mode'>): string {
  return `<!-- prestage.health/1 ${digestOf(JSON.stringify([environment, mode])).slice(0, 16)} -->`;
}

/** What it has told last, so that what is sent again is not told twice. */
export function toldOf(actions: readonly IncidentAction[]): string {
  return `<!-- told ${actions.map(nameOf).join(' ')} -->`;
}

/** Whether an issue's body says all of that already. */
export function hasTold(body: string, actions: readonly IncidentAction[]): boolean {
  const told = new Set(/<!-- told ([\da-f ]*) -->/u.exec(body)?.[1]?.split(' '));
  return actions.every((action) => told.has(nameOf(action)));
}

function nameOf({ id }: IncidentAction): string {
  return digestOf(id).slice(0, 12);
}
