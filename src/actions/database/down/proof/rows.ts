import type { Session } from '../../../../services/postgres/session.ts';
import { quoted, tablesOf, type SeedTable } from '../../seed/tables.ts';

/** What lies in one table. */
export interface TableRows {
  readonly many: number;
  /** By the JSON of their key, or by themselves where there is none; absent where there are too many to hold. */
  readonly rows?: ReadonlyMap<string, string>;
  readonly hasKey: boolean;
  /** One text for all of them. */
  readonly print: string;
}

export type AllRows = ReadonlyMap<string, TableRows>;

/** So many rows of a table are held and compared one by one; of more, only that they differ is known. */
const most = 5000;

/** Of every table but those whose rows the catalogue compares by name. */
export async function readRows(session: Session): Promise<AllRows> {
  const tables = (await tablesOf(session)).filter(
    ({ name }) => name !== 'storage.buckets' && !/^(?:cron|net)\./.test(name),
  );
  const all = new Map<string, TableRows>();
  for (const table of tables) all.set(table.name, await readTable(session, table));
  return all;
}

async function readTable(session: Session, { name, key }: SeedTable): Promise<TableRows> {
  const [sum] = await session.query(
    `select count(*)::int as many, coalesce(sum(hashtextextended(to_jsonb(t)::text, 0)::numeric), 0)::text as print from ${name} t`,
  );
  const many = Number(sum?.['many']);
  const found = { many, hasKey: key.length > 0, print: String(sum?.['print']) };
  if (many > most) return found;
  const id =
    key.length === 0 ? 'to_jsonb(t)' : `jsonb_build_array(${key.map((column) => `t.${quoted(column)}`).join(', ')})`;
  const rows = await session.query(`select ${id}::text as key, to_jsonb(t)::text as row from ${name} t`);
  const seen = new Map<string, number>();
  const entries = rows.map(({ key: is, row }): [string, string] => {
    const words = String(is);
    const nth = seen.get(words) ?? 0;
    seen.set(words, nth + 1);
    return [nth === 0 ? words : `${words} #${nth + 1}`, String(row)];
  });
  return { ...found, rows: new Map(entries) };
}

/** In what the rows of a table are not what they were. A type: it goes into facts. */
export type RowDifference = {
  readonly table: string;
  /** `lost`: they are gone; `left`: they were not there before; `changed`: other values, or other rows where none has a key. */
  readonly is: 'lost' | 'left' | 'changed';
  readonly many: number;
  /** Whose values are others. */
  readonly columns: readonly string[];
};

/** Of tables that both have; what became of the others, the catalogue says. */
export function compareRows(before: AllRows, after: AllRows): readonly RowDifference[] {
  return [...before].flatMap(([table, then]) => {
    const now = after.get(table);
    return now === undefined || now.print === then.print ? [] : differencesOf(table, then, now);
  });
}

function differencesOf(table: string, then: TableRows, now: TableRows): readonly RowDifference[] {
  if (then.rows === undefined || now.rows === undefined)
    return [
      { table, is: then.many > now.many ? 'lost' : 'changed', many: Math.abs(then.many - now.many), columns: [] },
    ];
  const [had, has] = [then.rows, now.rows];
  const lost = [...had.keys()].filter((key) => !has.has(key)).length;
  const left = [...has.keys()].filter((key) => !had.has(key)).length;
  if (!then.hasKey && lost === left && lost > 0) return [{ table, is: 'changed', many: lost, columns: [] }];
  const changed = [...had].map(([key, row]) => changedColumns(row, has.get(key))).filter(({ length }) => length > 0);
  const columns = [...new Set(changed.flat())].toSorted();
  return [
    ...(lost > 0 ? [{ table, is: 'lost', many: lost, columns: [] } as const] : []),
    ...(left > 0 ? [{ table, is: 'left', many: left, columns: [] } as const] : []),
    ...(changed.length > 0 ? [{ table, is: 'changed', many: changed.length, columns } as const] : []),
  ];
}

/** Of those that both rows have. */
function changedColumns(row: string, other: string | undefined): readonly string[] {
  if (other === undefined || other === row) return [];
  const [then, now] = [read(row), read(other)];
  return Object.keys(then).filter((name) => name in now && JSON.stringify(then[name]) !== JSON.stringify(now[name]));
}

function read(row: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(row);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function rowWords({ table, is, many, columns }: RowDifference): string {
  const rows = many === 0 ? 'the rows' : `${many} row${many === 1 ? '' : 's'}`;
  if (is === 'lost') return `${rows} of ${table} lost`;
  if (is === 'left') return `${rows} left in ${table} that were not there before`;
  return columns.length === 0 ? `${rows} of ${table} changed` : `${rows} of ${table} changed in ${columns.join(', ')}`;
}
