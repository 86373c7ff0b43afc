import type { DatabaseLogin } from '../../../core/database.ts';
import { openSession, type Session } from '../../../services/postgres/session.ts';
import type { Drift } from '../drift/catalogue/compare.ts';

/** Something that a way back takes away, and how many rows or values are in it now. */
export interface Holding {
  readonly object: string;
  /** At most one more than is counted. */
  readonly many: number;
}

/** A table of ten million rows is not counted to know that it has some. */
const most = 1000;

/** `made`: what the migrations made, by its difference from before. */
export async function readHolding(login: DatabaseLogin, made: readonly Drift[]): Promise<readonly Holding[]> {
  const going = made.filter(({ is }) => is === 'extra');
  const session = await openSession(login, { timeoutMs: 60_000 });
  try {
    const found: Holding[] = [];
    for (const { object, mend } of going) {
      const many = await countIn(session, object, mend);
      if (many > 0) found.push({ object, many });
    }
    return found;
  } finally {
    await session.close();
  }
}

async function countIn(session: Session, object: string, mend: string): Promise<number> {
  // The statement that ends it is by our own reading of the catalogue, names quoted where they must be.
  const [, table, column] = /^alter table (\S.*) drop column (\S.*);$/.exec(mend) ?? [];
  const relation = object.startsWith('table ') ? object.slice('table '.length) : table;
  if (relation === undefined) return 0;
  const [{ there } = {}] = await session.query('select to_regclass($1) is not null as there', [relation]);
  if (there !== true) return 0;
  const some = column === undefined ? '' : `where ${column} is not null`;
  const [row] = await session.query(
    `select count(*)::int as many from (select from ${relation} ${some} limit ${most + 1}) counted`,
  );
  return Number(row?.['many']);
}

export function holdingWords({ object, many }: Holding): string {
  const shown = many > most ? `more than ${most}` : String(many);
  return `${object} holds ${shown} ${object.startsWith('table ') ? 'row' : 'value'}${many === 1 ? '' : 's'}`;
}
