import type { Session } from '../../../services/postgres/session.ts';
import { readCatalogueWithin, type Read } from '../../database/drift/catalogue/read.ts';
import { keyOf, type Thing } from '../../database/drift/catalogue/thing.ts';
import { digestOf } from '../../../services/files/digest.ts';
import type { Fingerprint } from './schema.ts';
import { readSequences } from './sequences.ts';
import { backedTables, rowsQuery, type BackedTable } from './tables.ts';

/** What was looked at, and what came of it. */
export interface Looked {
  readonly fingerprint: Fingerprint;
  readonly tables: readonly BackedTable[];
  readonly things: readonly Thing[];
}

/** The words of a value depend on these: each was seen to change a hash, or may. */
const wordsPinned = `
  set local timezone = 'UTC'; set local extra_float_digits = 1; set local intervalstyle = 'postgres';
  set local datestyle = 'ISO, MDY'; set local bytea_output = 'hex'; set local lc_monetary = 'C';
  set local search_path = ''; set local row_security = off`;

/** Within a transaction that was begun, by its snapshot. Throws a `PostgresFailure`. */
export async function lookWithin(session: Session): Promise<Looked> {
  await session.query(wordsPinned);
  const sequences = await readSequences(session);
  const read = await readCatalogueWithin(session);
  const tables = await backedTables(session);
  const rows: Record<string, { rows: string; hash: string }> = {};
  for (const table of tables.filter(({ readable }) => readable)) {
    const [found] = await session.query(rowsQuery(table));
    rows[table.name] = { rows: String(found?.['rows']), hash: String(found?.['hash']) };
  }
  const things = [...read.values()].flatMap((found) => (typeof found === 'string' ? [] : found));
  return {
    fingerprint: {
      tables: rows,
      sequences: Object.fromEntries([...sequences].map(([name, place]) => [name, { from: place, to: place }])),
      objects: Object.fromEntries(things.map((thing) => [keyOf(thing), digestOf(thing.state)])),
      unread: [
        ...unreadOf(read),
        ...tables.filter(({ readable }) => !readable).map(({ name }) => `rows of ${name}: not granted`),
      ],
    },
    tables,
    things,
  };
}

function unreadOf(read: Read): readonly string[] {
  return [...read].flatMap(([of, found]) => (typeof found === 'string' ? [`${of}: ${found}`] : []));
}
