import { fullName, type Relation, type Routine } from '../catalogue/schema.ts';
import { marksOf, type World } from '../fixture/world.ts';
import { identifier, list, qualified, textArray } from '../sql.ts';
import type { Attempt } from './attempt.ts';
import { settingsOf, type Asking } from './subject.ts';

/** Rows of a view lie nowhere: they are told apart by what stands in them, and counted beside what everybody's are. */
export function attemptsOnView(
  relation: Relation,
  { persona, allowed }: Asking,
  worlds: readonly World[],
): readonly Attempt[] {
  const own = worlds.find((world) => world.persona === persona.name);
  const others = worlds.filter((world) => world !== own);
  const row = allowed.select === 'all' || allowed.select.length === 0 ? 'v' : `row(${list(allowed.select)})`;
  const like = (of: readonly World[]) =>
    `count(*) filter (where ${row}::text like any (${textArray(of.flatMap((world) => marksOf(world, worlds).map((mark) => `%${mark}%`)))}))`;
  const counts = [own === undefined ? '0' : like([own]), like(others), 'count(*)'];
  const common = { object: fullName(relation), persona: persona.name };
  const probe = { role: persona.role, set: settingsOf(persona) };
  const read: Attempt = {
    ...common,
    verb: 'select',
    way: 'plain',
    counts: 'seen',
    counted: [
      { rows: 'own', size: 0 },
      { rows: 'other', size: 0 },
      { rows: 'any', size: 0 },
    ],
    probe: {
      ...probe,
      reads: true,
      sql: `select jsonb_build_array(${counts.join(', ')}) from ${qualified(relation)} v`,
    },
    ...(allowed.select === 'all' || allowed.select.length === 0 ? {} : { columns: allowed.select }),
  };
  const column = relation.columns[0]?.name;
  if (!relation.updatable || relation.kind !== 'v' || column === undefined) return [read];
  const write = (verb: 'update' | 'delete', sql: string): Attempt => ({
    ...common,
    verb,
    way: 'blind',
    counts: 'done',
    counted: [{ rows: 'any', size: 0 }],
    probe: { ...probe, reads: false, sql },
  });
  const name = relation.columns.at(-1)?.name ?? column;
  return [
    read,
    write('update', `update ${qualified(relation)} set ${identifier(name)} = default`),
    write('delete', `delete from ${qualified(relation)}`),
  ];
}

/** Whether it may be called is asked without calling it: what it does might not be undone by a rollback. */
export function attemptOnRoutine(routine: Routine, { persona }: Asking): Attempt {
  const values = routine.arguments.map((type, index) => `null::${type} as a${index}`);
  const given = values.map((_, index) => `v.a${index}`).join(', ');
  const from = `(select ${[...values, '1'].join(', ')} offset 0) v`;
  const call = `${identifier(routine.schema)}.${identifier(routine.name)}(${given})`;
  const sql = `select ${call} from ${from} limit 0`;
  return {
    object: routine.signature,
    persona: persona.name,
    verb: 'execute',
    way: 'plain',
    counts: 'done',
    counted: [{ rows: 'any', size: 1 }],
    probe: { role: persona.role, set: settingsOf(persona), reads: false, sql },
  };
}
