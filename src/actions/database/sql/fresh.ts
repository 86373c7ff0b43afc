import type { Node, RangeVar } from 'libpg-query';

/** Names of tables that a push itself makes: `public.idea_pool`. */
export type Fresh = ReadonlySet<string>;

export function nameOf(schema: string | undefined, name: string | undefined): string {
  return `${schema ?? 'public'}.${name ?? ''}`;
}

export function isFresh(relation: RangeVar | undefined, fresh: Fresh): boolean {
  return relation !== undefined && fresh.has(nameOf(relation.schemaname, relation.relname));
}

/** The table that a statement makes, unless it stands there already, `there` being those that do. */
export function freshIn(node: Node, there: ReadonlySet<string>): string | undefined {
  const made = relationMade(node);
  const name = made && nameOf(made.schemaname, made.relname);
  return name === undefined || there.has(name) ? undefined : name;
}

function relationMade(node: Node): RangeVar | undefined {
  if ('CreateStmt' in node) return node.CreateStmt.relation;
  return 'CreateTableAsStmt' in node ? node.CreateTableAsStmt.into?.rel : undefined;
}
