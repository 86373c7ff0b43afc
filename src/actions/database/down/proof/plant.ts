import type { DatabaseLogin } from '../../../../core/database.ts';
import { openSession } from '../../../../services/postgres/session.ts';
import { readCatalogue } from '../../access/catalogue/read.ts';
import type { Column } from '../../access/catalogue/schema.ts';
import { plant } from '../../access/fixture/plant.ts';
import { wantedRows, type WantedRow } from '../../access/fixture/rows.ts';
import { choicesOf } from '../../access/fixture/values.ts';
import { worldsOf } from '../../access/fixture/world.ts';
import type { Statement } from '../../sql/parse.ts';
import { useNumbers } from './numbers.ts';

/** A way back that loses rows is seen where there are some. */
export interface PlantWish {
  /** Statements of the seeds; those that the database is not ready for yet are left out. */
  readonly seeds: readonly Pick<Statement, 'text'>[];
}

interface Logins {
  readonly login: DatabaseLogin;
  readonly admin: DatabaseLogin;
}

/** The seeds' rows, as far as they go, and rows of our own in every table. What is there already stays as it is. */
export async function plantRows({ login, admin }: Logins, { seeds }: PlantWish): Promise<void> {
  await runSeeds(login, seeds);
  const session = await openSession(admin, { timeoutMs: 120_000 });
  try {
    await session.query('begin');
    await session.query(`set local search_path = ''; set local statement_timeout = '20s'`);
    const catalogue = await readCatalogue(session);
    const wanted = wantedRows(catalogue, worldsOf([]), new Map());
    await plant(session, wanted.map(unlikeDefaults), true);
    await session.query('commit');
    await useNumbers(session);
  } finally {
    await session.close();
  }
}

async function runSeeds(login: DatabaseLogin, seeds: PlantWish['seeds']): Promise<void> {
  if (seeds.length === 0) return;
  const session = await openSession(login, { timeoutMs: 60_000 });
  try {
    for (const { text } of seeds) await session.query(text).catch(() => undefined);
  } finally {
    await session.close();
  }
}

/** A column that comes back with its default looks untouched where every row has that. */
function unlikeDefaults(row: WantedRow): WantedRow {
  const { relation, values } = row;
  const own = relation.columns.flatMap((column): (readonly [string, string])[] => {
    const value = column.name in values && choicesOf(column, relation).length === 0 ? unlike(column) : undefined;
    return value === undefined || isReference(row, column.name) ? [] : [[column.name, value]];
  });
  return { ...row, values: { ...values, ...Object.fromEntries(own) } };
}

function unlike({ base, category, default: usual }: Column): string | undefined {
  if (/^jsonb?$/.test(base)) return '{"planted": true}';
  if (base === 'boolean') return String(usual !== 'true');
  if (base === 'bytea') return String.raw`\x01`;
  if (category !== 'A') return undefined;
  if (/^(?:text|character varying)/.test(base)) return '{planted}';
  return /^(?:integer|bigint|smallint|numeric)/.test(base) ? '{7}' : undefined;
}

function isReference({ relation }: WantedRow, column: string): boolean {
  return relation.references.some(({ columns }) => columns.includes(column));
}
