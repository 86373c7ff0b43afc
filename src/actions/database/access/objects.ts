import { fullName, type Catalogue, type Relation, type Routine } from './catalogue/schema.ts';
import type { AccessObject } from './types.ts';

/** Everything that somebody may have access to, by name, with what widens it whoever asks. */
export function objectsOf({ relations, routines, buckets, published }: Catalogue): readonly AccessObject[] {
  const shown = relations.filter((relation) => !isSupabases(relation));
  return [
    ...shown.map((relation): AccessObject => ({
      name: fullName(relation),
      kind: kinds[relation.kind] ?? 'table',
      traits: traitsOf(relation),
    })),
    ...routines.map((routine): AccessObject => ({
      name: routine.signature,
      kind: 'function',
      traits: traitsOfRoutine(routine),
    })),
    ...buckets.map((bucket): AccessObject => ({
      name: `bucket ${bucket.id}`,
      kind: 'bucket',
      traits: bucket.public ? ['public files'] : [],
    })),
    ...published.map(({ publication, table }): AccessObject => ({
      name: `${publication}: ${table}`,
      kind: 'publication',
      traits: relations.some((each) => fullName(each) === table && each.rowSecurity)
        ? ['changes sent']
        : ['changes sent', 'row security off'],
    })),
  ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const kinds: Readonly<Record<string, AccessObject['kind']>> = { v: 'view', m: 'materialized view' };

/** What lies in these is looked at as something else: who signs in, and files in buckets. */
export function isSupabases(relation: Relation): boolean {
  return ['auth.users', 'storage.objects'].includes(fullName(relation));
}

function traitsOf(relation: Relation): readonly string[] {
  const { kind, rowSecurity, ownersRights } = relation;
  if (kind === 'v' && ownersRights) return [...(isLeaky(relation) ? ['no security barrier'] : []), "owner's rights"];
  if (kind === 'f') return ['foreign table'];
  if (kind === 'r' || kind === 'p') return rowSecurity ? [] : ['row security off'];
  return [];
}

/**
 * The rows that it leaves out are shown to the conditions of whoever asks it, before its own keep them back: an error of
 * such a condition tells what stands in them.
 */
function isLeaky({ definition, barrier }: Relation): boolean {
  return !barrier && /\b(?:WHERE|JOIN|HAVING)\b/.test(definition ?? '');
}

/** With its caller's search_path a definer function finds what its caller puts before the real thing. */
function traitsOfRoutine({ definer, ownSearchPath }: Routine): readonly string[] {
  if (!definer) return [];
  return ownSearchPath ? ['security definer'] : ["caller's search path", 'security definer'];
}
