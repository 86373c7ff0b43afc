import type { Session } from '../../../../services/postgres/session.ts';
import type { Routine } from '../catalogue/schema.ts';
import type { World } from '../fixture/world.ts';
import { isMarked, worldsFor } from '../probe/marked.ts';
import { isLikeView } from '../probe/results.ts';
import { tryAll, type Answer, type Probe } from '../probe/server.ts';
import { settingsOf, type Subject } from '../probe/subject.ts';
import { literal, qualified, textArray } from '../sql.ts';
import type { AccessCell, Persona } from '../types.ts';
import { argumentsFor, echoMarks, strangeArguments, type Given } from './arguments.ts';
import { cellsOfCalls } from './judge-calls.ts';

/** One call by one persona. */
export interface Call {
  readonly routine: Routine;
  readonly persona: Persona;
  /** With arguments that belong to nobody: what comes back of them is an echo. */
  readonly isStrange: boolean;
  readonly probe: Probe;
}

export interface Called {
  readonly cells: readonly AccessCell[];
  readonly probes: number;
}

/** Who asks, and what lies there to be asked for. */
export interface Asked {
  readonly personas: readonly Persona[];
  readonly worlds: readonly World[];
  readonly subjects: readonly Subject[];
}

/**
 * Definer functions go round every policy: they are really called, with keys of everybody's rows, and what they give is
 * looked at. Only where the database may be thrown away; each call is rolled back.
 */
export async function tryCalls(session: Session, routines: readonly Routine[], asked: Asked): Promise<Called> {
  const calls = routines
    .filter((routine) => routine.definer && routine.returns !== 'void' && !isLikeView(routine))
    .flatMap((routine) => asked.personas.flatMap((persona) => callsOf(routine, persona, asked)));
  const answers = await tryAll(
    session,
    calls.map(({ probe }) => probe),
  );
  const tried = calls.flatMap((call, index): readonly { call: Call; answer: Answer }[] => {
    const answer = answers[index];
    return answer === undefined ? [] : [{ call, answer }];
  });
  return { cells: cellsOfCalls(tried, asked.worlds), probes: calls.length };
}

function callsOf(routine: Routine, persona: Persona, { worlds, subjects }: Asked): readonly Call[] {
  const tables = subjects.filter(({ kind }) => kind === 'table');
  const given = worlds.flatMap((world) => argumentsFor(routine, tables, world));
  const once = [...new Map(given.map((each) => [JSON.stringify(each), each])).values()];
  const call = (each: Given, isStrange: boolean): Call => ({
    routine,
    persona,
    isStrange,
    probe: {
      role: persona.role,
      set: settingsOf(persona),
      reads: true,
      sql: isStrange ? echoSql(routine, each) : countSql(routine, each, persona, worlds),
    },
  });
  return [
    ...once.map((each) => call(each, false)),
    ...(routine.inputs.length === 0 ? [] : [call(strangeArguments(routine), true)]),
  ];
}

/** Own rows and others', and the same when what was given is not looked at. */
function countSql(routine: Routine, given: Given, persona: Persona, worlds: readonly World[]): string {
  const { own, others } = worldsFor(persona, worlds);
  const count = (text: string, of: readonly World[]) => `count(*) filter (where ${isMarked(text, of, worlds)})`;
  const counts = ['t', 'bare'].flatMap((text) => [own, others].map((of) => count(text, of)));
  return `select jsonb_build_array(${counts.join(', ')}) from (select v::text as t, ${without('v::text', given)} as bare from ${calling(routine, given)} v) x`;
}

function echoSql(routine: Routine, given: Given): string {
  const marks = textArray(echoMarks.map((mark) => `%${mark}%`));
  return `select jsonb_build_array(count(*) filter (where v::text like any (${marks}))) from ${calling(routine, given)} v`;
}

function without(text: string, given: Given): string {
  const long = given
    .map((each) => each?.replace(/^\{"(.*)"\}$/, '$1'))
    .filter((each) => each !== undefined && each.length > 6);
  return long.reduce((inner: string, each) => `replace(${inner}, ${literal(each ?? '')}, '')`, text);
}

function calling(routine: Routine, given: Given): string {
  const values = given.map((value, index) => `${literal(value)}::${routine.inputs[index]?.type ?? 'text'}`);
  return `${qualified(routine)}(${values.join(', ')})`;
}
