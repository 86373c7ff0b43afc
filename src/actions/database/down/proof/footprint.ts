import type { DatabaseLogin } from '../../../../core/database.ts';
import { openSession } from '../../../../services/postgres/session.ts';
import { compareCatalogues, type Drift } from '../../drift/catalogue/compare.ts';
import { readCatalogue, type Read } from '../../drift/catalogue/read.ts';
import { isOwnSchema } from '../../managed-schemas.ts';
import { further } from './catalogue.ts';
import { numbersAgain, readNumbers, type Numbers } from './numbers.ts';
import { compareRows, readRows, type AllRows, type RowDifference } from './rows.ts';

/** All that a way back has to give back. */
export interface Footprint {
  readonly schema: Read;
  readonly rows: AllRows;
  readonly numbers: Numbers;
  /** Columns of each table, in their order. */
  readonly order: ReadonlyMap<string, string>;
}

/** As the superuser: no policy hides a row. */
export async function takeFootprint(admin: DatabaseLogin): Promise<Footprint> {
  const schema = await readCatalogue(admin, further);
  const session = await openSession(admin, { timeoutMs: 120_000 });
  try {
    const order = await session.query(`
      select format('%I.%I', n.nspname, c.relname) as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and ${isOwnSchema('n.nspname')} group by 1`);
    return {
      schema,
      rows: await readRows(session),
      numbers: await readNumbers(session),
      order: new Map(order.map(({ name, columns }) => [String(name), String(columns)])),
    };
  } finally {
    await session.close();
  }
}

/** In what a database is not what it was. */
export interface Differences {
  /** `wanted` is what was, `found` what is, `mend` what the way back lacks. */
  readonly schema: readonly Drift[];
  readonly rows: readonly RowDifference[];
  /** Sequences that give numbers again which rows have. */
  readonly numbers: readonly string[];
  /** Tables whose columns stand in another order: nobody can change that, and hardly anybody sees it. */
  readonly order: readonly string[];
  readonly unread: readonly string[];
}

export function compareFootprints(before: Footprint, after: Footprint): Differences {
  const { drifts, unread } = compareCatalogues(after.schema, before.schema);
  const order = [...before.order].filter(([name, columns]) => isReordered(columns, after.order.get(name)));
  return {
    schema: drifts,
    rows: compareRows(before.rows, after.rows),
    numbers: numbersAgain(before.numbers, after.numbers),
    order: order.map(([name]) => name),
    unread,
  };
}

function isReordered(then: string, now: string | undefined): boolean {
  if (now === undefined || now === then) return false;
  return then.split(', ').toSorted().join() === now.split(', ').toSorted().join();
}
