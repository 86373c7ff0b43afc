import type { Node, RangeVar } from 'libpg-query';

/** Names of tables that a push itself makes: `public.idea_pool`. */
export type Fresh = ReadonlySet<string>;

export function nameOf(schema: string | undefined, name: string | undefined): string {
  return `${schema ?? 'public'}.${name ?? ''}`;
}

export function isFresh(relation: RangeVar | undefined, fresh: Fresh): boolean {
  return relation !== undefined && fresh.has(nameOf(relation.schemaname, relation.relname));
}

/** The table that a statement makes, unless it may stand there already. */
export function freshIn(node: Node): string | undefined {
  const made = relationMade(node);
  return made === undefined ? undefined : nameOf(made.schemaname, made.relname);
}

function relationMade(node: Node): RangeVar | undefined {
  if ('CreateStmt' in node) return node.CreateStmt.if_not_exists === true ? undefined : node.CreateStmt.relation;
  if (!('CreateTableAsStmt' in node)) return undefined;
  const { into, if_not_exists: mayStand } = node.CreateTableAsStmt;
  return mayStand === true ? undefined : into?.rel;
}
