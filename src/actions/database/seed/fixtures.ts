import { exitCodes } from '../../../core/exit-code.ts';
import { Failure, type FailureData } from '../../../core/failure.ts';
import { readText } from '../../../services/files/read.ts';
import { PostgresFailure } from '../../../services/postgres/failures.ts';
import type { Session } from '../../../services/postgres/session.ts';
import type { FixtureSettings } from '../settings.ts';
import { quoted, tablesOf, type SeedTable } from './tables.ts';

/**
 * Holds the workspace's fixtures to a database that has been seeded: each object is a row that the seeds make, or at
 * least one that the table would take. Members that are no columns are passed over. Throws one Failure for all faults.
 */
export async function checkFixtures(
  session: Session,
  root: string,
  fixtures: readonly FixtureSettings[],
): Promise<void> {
  const tables = fixtures.length === 0 ? [] : await tablesOf(session);
  const problems: FailureData[] = [];
  for (const fixture of fixtures) {
    const objects = objectsAt(parse(await readText(root, fixture.file), fixture.file), fixture.at);
    const table = tables.find(({ name }) => name === fixture.table);
    const faults =
      table === undefined || objects.length === 0
        ? [table === undefined ? `there is no table ${fixture.table}` : `nothing stands at ${fixture.at}`]
        : await faultsOf(session, table, objects);
    problems.push(...faults.map((why) => problem(fixture, why)));
  }
  const [first, ...others] = problems;
  if (first === undefined) return;
  const why = problems.map(({ file, why }) => `${file}: ${why}`).join('; ');
  throw new Failure(others.length === 0 ? first : { ...first, why, problems }, exitCodes.failed);
}

async function faultsOf(session: Session, table: SeedTable, objects: readonly object[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const object of objects) {
    const fault = await faultOf(session, table, object);
    if (fault !== undefined) faults.push(`${keyOf(table, object)}: ${fault}`);
  }
  return faults;
}

/** Inside a transaction that is taken back: a row that is tried leaves nothing. */
async function faultOf(session: Session, { name, key }: SeedTable, object: object): Promise<string | undefined> {
  const json = JSON.stringify(object);
  const same = key.map((column) => `t.${quoted(column)} = s.${quoted(column)}`).join(' and ') || 'false';
  await session.query('begin');
  try {
    const [row] = await session.query(
      `select t.ctid is not null as there, array(
         select c || ' is ' || (to_jsonb(s) -> c)::text || ' and ' || (to_jsonb(t) -> c)::text || ' in the table'
         from jsonb_object_keys($1::jsonb) c where to_jsonb(t) -> c is distinct from to_jsonb(s) -> c order by 1) as other
       from jsonb_populate_record(null::${name}, $1::jsonb) s left join ${name} t on ${same}`,
      [json],
    );
    if (row?.['there'] !== true) return `${await tryRow(session, name, json)}no seed writes it`;
    const other = row['other'];
    return Array.isArray(other) && other.length > 0 ? other.map(String).join(', ') : undefined;
  } catch (error) {
    if (error instanceof PostgresFailure && error.sqlState !== undefined) return error.data.why;
    throw error;
  } finally {
    await session.query('rollback');
  }
}

/** Throws what the table says against it. */
async function tryRow(session: Session, name: string, json: string): Promise<string> {
  const [row] = await session.query(
    `select array(select attname::text from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and $2::jsonb ? attname::text) as columns`,
    [name, json],
  );
  const columns = Array.isArray(row?.['columns']) ? row['columns'].map((column) => quoted(String(column))) : [];
  await session.query(
    `insert into ${name} (${columns.join(', ')})
     select ${columns.join(', ')} from jsonb_populate_record(null::${name}, $1::jsonb)`,
    [json],
  );
  return 'the table would take it, and ';
}

/** `items.idea`: every object that the way leads to, through lists as well. */
function objectsAt(value: unknown, way: string): readonly object[] {
  let found = [value].flat(1);
  for (const step of way === '' ? [] : way.split('.'))
    found = found.flatMap((each: unknown) =>
      typeof each === 'object' && each !== null && Object.hasOwn(each, step) ? [Reflect.get(each, step)].flat(1) : [],
    );
  return found.filter((each: unknown): each is object => typeof each === 'object' && each !== null);
}

function keyOf({ key }: SeedTable, object: object): string {
  return key.map((column) => String(Reflect.get(object, column))).join('/') || 'an object';
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure(problem({ file, at: '', table: '' }, error instanceof Error ? error.message : 'it is no JSON'));
  }
}

function problem({ file, at, table }: FixtureSettings, why: string): FailureData {
  return {
    code: 'database.seed-fixture',
    what: `${file}${at === '' ? '' : ` at ${at}`} is not what ${table === '' ? 'a fixture' : table} holds once it is seeded`,
    why,
    fix: 'Correct the fixture or the seed: both are the same rows.',
    file,
  };
}
