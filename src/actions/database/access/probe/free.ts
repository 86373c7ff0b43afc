import type { Session } from '../../../../services/postgres/session.ts';
import type { Catalogue } from '../catalogue/schema.ts';
import { identifier, qualified } from '../sql.ts';
import type { Attempt } from './attempt.ts';
import { tryAll, type Answer } from './server.ts';

/**
 * The probes try themselves: with every right granted, row security and triggers off, what was denied must go through, or
 * the probe is blind. Only for a scratch database, in a savepoint that is rolled back.
 */
export async function tryFreed(
  session: Session,
  attempts: readonly Attempt[],
  catalogue: Catalogue,
): Promise<ReadonlyMap<Attempt, Answer>> {
  if (attempts.length === 0) return new Map();
  await session.query('savepoint prestage_freed');
  try {
    await session.query(everything(catalogue, [...new Set(attempts.map(({ probe }) => probe.role))]));
    const answers = await tryAll(
      session,
      attempts.map(({ probe }) => probe),
    );
    return new Map(
      attempts.flatMap((attempt, index) => (answers[index] === undefined ? [] : [[attempt, answers[index]]])),
    );
  } finally {
    await session.query('rollback to savepoint prestage_freed');
  }
}

function everything({ relations, routines }: Catalogue, roles: readonly string[]): string {
  const to = roles.map(identifier).join(', ');
  const schemas = [...new Set([...relations, ...routines].map(({ schema }) => schema))];
  const tables = relations.filter(({ kind }) => kind === 'r' || kind === 'p');
  return [
    ...schemas.flatMap((schema) => {
      const name = identifier(schema);
      return [
        `grant usage on schema ${name} to ${to}`,
        `grant all on all tables in schema ${name} to ${to}`,
        `grant all on all sequences in schema ${name} to ${to}`,
        `grant execute on all routines in schema ${name} to ${to}`,
      ];
    }),
    ...tables.flatMap((relation) => [
      ...(relation.rowSecurity ? [`alter table ${qualified(relation)} disable row level security`] : []),
      ...(relation.triggers.length > 0 ? [`alter table ${qualified(relation)} disable trigger user`] : []),
    ]),
  ].join(';\n');
}
