/** One thing that a database has, in words that can be compared, and the statements that make and end it. */
export interface Thing {
  /** `column`, `policy`, `bucket` … */
  readonly kind: string;
  /** Within its kind: `public.idea_pool.title`. */
  readonly name: string;
  /** Kind and name of what it cannot be without. */
  readonly parent?: string | undefined;
  /** Two that are equal in this are the same. */
  readonly state: string;
  readonly make: string;
  readonly unmake: string;
  /** Brings it here from any other state; without it, it is ended and made again. */
  readonly alter?: string | undefined;
  /** Whether its parent's `make` makes it too. */
  readonly within?: boolean | undefined;
}

/** By kind and name. */
export type Catalogue = ReadonlyMap<string, Thing>;

export function keyOf({ kind, name }: Pick<Thing, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

/** What each query of the catalogue gives, one row a thing. */
export interface CatalogueQuery {
  /** What it looks at, for whoever is told that it could not be read. */
  readonly of: string;
  readonly sql: string;
  /** A relation without which there is nothing to ask. */
  readonly needs?: string;
}

/** A condition: that no extension brought it. */
export function isNoMember(oid: string, catalog: string): string {
  return `not exists (select from pg_depend d
    where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;
}

/** What is new gets what default privileges say, and a function PUBLIC besides: those that it is to have are granted after this. */
export function withoutDefaults(what: string, id: string): string {
  return `format(E'\\nrevoke all on ${what} %s from public, anon, authenticated, service_role;', ${id})`;
}
