import type { Session } from '../../../../services/postgres/session.ts';
import type { Catalogue, Routine } from '../catalogue/schema.ts';
import type { World } from '../fixture/world.ts';
import { isMarked, worldsFor } from '../probe/marked.ts';
import { isLikeView } from '../probe/results.ts';
import { tryAll, type Answer, type Probe } from '../probe/server.ts';
import { settingsOf, type Subject } from '../probe/subject.ts';
import { literal, textArray } from '../sql.ts';
import type { AccessCell, Persona } from '../types.ts';
import type { Label } from '../which.ts';
import { echoMarks, strangeArguments } from './arguments.ts';
import { effectsSql } from './effects.ts';
import { calling, type Given } from './given.ts';
import { givenTo } from './given-to.ts';
import { cellsOfCalls } from './judge-calls.ts';
import { cellsOfEffects } from './judge-effects.ts';
import { reachableFrom, type Reachable } from './reachable.ts';

/** One call by one persona. */
export interface Call {
  readonly routine: Routine;
  readonly persona: Persona;
  /** With arguments that belong to nobody: what comes back of them is an echo. */
  readonly isStrange: boolean;
  /** Which arguments are of the persona's own rows, where the rest is of one other's. */
  readonly label?: Label;
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
 * Definer functions go round every policy: they are really called, with keys of everybody's rows, and what they give and
 * what they change is looked at; so is what any function gives that can do without its arguments. Only where the database
 * may be thrown away; each call is rolled back.
 */
export async function tryCalls(session: Session, catalogue: Catalogue, asked: Asked): Promise<Called> {
  const reachable = reachableFrom(catalogue, asked.subjects);
  const calls = catalogue.routines.filter(isCalled).flatMap((routine) => {
    const reach = reachable(routine);
    return asked.personas.flatMap((persona) => callsOf(routine, persona, asked, reach));
  });
  const answers = await tryAll(
    session,
    calls.map(({ probe }) => probe),
  );
  const tried = calls.flatMap((call, index): readonly { call: Call; answer: Answer }[] => {
    const answer = answers[index];
    return answer === undefined ? [] : [{ call, answer }];
  });
  return {
    cells: [
      ...cellsOfCalls(tried, asked.worlds),
      ...cellsOfEffects(tried, asked.worlds, (routine) => reachable(routine).writes),
    ],
    probes: calls.length,
  };
}

function isCalled(routine: Routine): boolean {
  const { definer, givesRows, writes, required, inputs } = routine;
  if (isLikeView(routine)) return false;
  return definer || (givesRows && !writes && required === 0 && inputs.length > 0);
}

function callsOf(
  routine: Routine,
  persona: Persona,
  { worlds, subjects }: Asked,
  { tables, code }: Reachable,
): readonly Call[] {
  const { given: once, labelOf } = givenTo(routine, persona, { worlds, subjects, code });
  const call = (each: Given, isStrange: boolean): Call => {
    // What is merely said does not tell whose a row is.
    const words = each.filter((_, index) => routine.inputs[index]?.category === 'S');
    const after = isStrange ? undefined : effectsSql(tables, persona, worlds, (text) => without(text, words));
    const label = isStrange ? undefined : labelOf(each);
    return {
      routine,
      persona,
      isStrange,
      ...(label === undefined ? {} : { label }),
      probe: {
        role: persona.role,
        set: settingsOf(persona),
        reads: routine.kind === 'f',
        sql: sqlOf(each, isStrange),
        ...(after === undefined ? {} : { after }),
      },
    };
  };
  return [
    ...once.map((each) => call(each, false)),
    ...(routine.inputs.length === 0 || routine.kind === 'p' ? [] : [call(strangeArguments(routine), true)]),
  ];

  function sqlOf(each: Given, isStrange: boolean): string {
    if (routine.kind === 'p') return `call ${calling(routine, each)}`;
    return isStrange ? echoSql(routine, each) : countSql(routine, each, persona, worlds);
  }
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
