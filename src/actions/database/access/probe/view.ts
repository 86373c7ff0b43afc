import { fullName, type Relation, type Routine } from '../catalogue/schema.ts';
import { madeUp } from '../fixture/values.ts';
import type { World } from '../fixture/world.ts';
import { identifier, list, literal, qualified } from '../sql.ts';
import type { Attempt } from './attempt.ts';
import type { Persona } from '../types.ts';
import { attemptToRead } from './marked.ts';
import { settingsOf, type Asking } from './subject.ts';

/** Rows of a view lie nowhere: they are told apart by what stands in them, and counted beside what everybody's are. */
export function attemptsOnView(
  relation: Relation,
  { persona, allowed }: Asking,
  worlds: readonly World[],
): readonly Attempt[] {
  const common = { object: fullName(relation), persona: persona.name };
  const probe = { role: persona.role, set: settingsOf(persona) };
  const { select } = allowed;
  const limited = select === 'all' || select.length === 0 ? undefined : select;
  const row = limited === undefined ? 'v' : `row(${list(limited)})`;
  const read: Attempt = {
    ...attemptToRead({ object: common.object, persona, from: qualified(relation), row }, worlds),
    ...(limited === undefined ? {} : { columns: limited }),
  };
  if (relation.kind !== 'v') return [read];
  const writes = relation.writable.map((verb): Attempt => ({
    ...common,
    verb,
    way: verb === 'insert' ? 'plain' : 'blind',
    counts: 'done',
    counted: [{ rows: 'any', size: 0 }],
    probe: { ...probe, reads: false, sql: writing(relation, verb, allowed, worlds) },
  }));
  return [read, ...writes];
}

function writing(
  relation: Relation,
  verb: Relation['writable'][number],
  { insert }: Asking['allowed'],
  worlds: readonly World[],
): string {
  const view = qualified(relation);
  if (verb === 'delete') return `delete from ${view}`;
  if (verb === 'update')
    return `update ${view} set ${list(relation.columns.slice(-1).map(({ name }) => name))} = default`;
  // A row unlike all that were made for the tables.
  const place = { world: worlds[0] ?? nobody, table: 99, row: 99 };
  const values = relation.columns
    .map((column, index) => ({ column, value: madeUp(column, relation, { ...place, column: index }) }))
    .filter(({ column: { name } }) => insert === 'all' || insert.length === 0 || insert.includes(name));
  const names = list(values.map(({ column }) => column.name));
  return `insert into ${view} (${names}) values (${values.map(({ value }) => literal(value)).join(', ')})`;
}

const nobody: World = { number: 0, persona: undefined, identity: {} };

/** Whether it may be called is asked without calling it: what it does might not be undone by a rollback. */
export function attemptOnRoutine(routine: Routine, persona: Persona): Attempt {
  const common = {
    object: routine.signature,
    persona: persona.name,
    verb: 'execute',
    way: 'plain',
    counted: [{ rows: 'any', size: 1 }],
  } as const;
  if (routine.kind === 'p') {
    // Nothing but a call can be said of it: the catalogue is asked.
    const may = `has_function_privilege(${routine.oid}::oid, 'execute') and has_schema_privilege(${literal(routine.schema)}, 'usage')`;
    const sql = `select jsonb_build_array((${may})::int)`;
    return { ...common, counts: 'seen', probe: { role: persona.role, set: settingsOf(persona), reads: true, sql } };
  }
  const values = routine.inputs.map(({ type }, index) => `null::${type} as a${index}`);
  const given = values.map((_, index) => `v.a${index}`).join(', ');
  const from = `(select ${[...values, '1'].join(', ')} offset 0) v`;
  const call = `${identifier(routine.schema)}.${identifier(routine.name)}(${given})`;
  const sql = `select ${call} from ${from} limit 0`;
  return { ...common, counts: 'done', probe: { role: persona.role, set: settingsOf(persona), reads: false, sql } };
}
