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

function traitsOf({ kind, rowSecurity, ownersRights }: Relation): readonly string[] {
  if (kind === 'v') return ownersRights ? ["owner's rights"] : [];
  if (kind === 'f') return ['foreign table'];
  if (kind === 'r' || kind === 'p') return rowSecurity ? [] : ['row security off'];
  return [];
}

/** With its caller's search_path a definer function finds what its caller puts before the real thing. */
function traitsOfRoutine({ definer, ownSearchPath }: Routine): readonly string[] {
  if (!definer) return [];
  return ownSearchPath ? ['security definer'] : ["caller's search path", 'security definer'];
}
