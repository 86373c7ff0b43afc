import type { Routine } from '../catalogue/schema.ts';
import type { World } from '../fixture/world.ts';
import { worldsFor } from '../probe/marked.ts';
import type { Answer } from '../probe/server.ts';
import type { AccessCell, AccessOutcome, AccessRows, Persona } from '../types.ts';
import type { Call } from './try-calls.ts';

export interface Tried {
  readonly call: Call;
  readonly answer: Answer;
}

export interface Found {
  readonly outcome: AccessOutcome;
  readonly which?: readonly string[];
  readonly why?: string;
}

/**
 * A function is said to give no rows to one when it gives some to another: that is the control. One that gives none to
 * anyone says nothing, and one that nobody can call with what was made up is unknown.
 */
export function cellsOfCalls(tried: readonly Tried[], worlds: readonly World[]): readonly AccessCell[] {
  return [...Map.groupBy(tried, ({ call }) => call.routine)].flatMap(([routine, of]) => {
    if (routine.kind === 'p') return [];
    const byPersona = [...Map.groupBy(of, ({ call }) => call.persona)];
    const found = byPersona.map(([persona, each]) => ({
      persona,
      rows: foundBy(each, worldsFor(persona, worlds).own),
    }));
    const shows = found.some(({ rows }) => rows.some(([, { outcome }]) => outcome === 'all'));
    const cells = found.flatMap(({ persona, rows }) =>
      rows.map(([whose, each]) => cellOf(routine, persona, whose, each)),
    );
    return shows ? cells : cells.filter(({ outcome }) => outcome === 'unknown');
  });
}

function cellOf({ signature }: Routine, { name }: Persona, rows: AccessRows, found: Found): AccessCell {
  return { object: signature, persona: name, verb: 'select', way: 'plain', rows, ...found };
}

function foundBy(tried: readonly Tried[], own: readonly World[]): readonly (readonly [AccessRows, Found])[] {
  const calls = tried.filter(({ call }) => !call.isStrange);
  const echo = tried.find(({ call }) => call.isStrange);
  // Where the strange call failed it is not known whether it would: then nothing that was given counts.
  const from = echo !== undefined && (echo.answer.counts?.[0] ?? 1) > 0 ? 2 : 0;
  const rows: readonly (readonly [AccessRows, Found])[] = [
    ['own', outcomeOf(calls, from)],
    ['other', outcomeOf(calls, from + 1)],
  ];
  return own.length === 0 ? rows.slice(1) : rows;
}

/** Arguments are guesses: the best of them tells. */
function outcomeOf(calls: readonly Tried[], index: number): Found {
  const answers = calls.map(({ answer }) => answer);
  if (answers.some(({ counts }) => (counts?.[index] ?? 0) > 0)) return { outcome: 'all' };
  return withoutAny(answers);
}

/** What is said where none of the calls gave or changed anything. */
export function withoutAny(answers: readonly Answer[]): Found {
  if (answers.some(givesNothing)) return { outcome: 'none' };
  if (answers.some(mayNotCall)) return { outcome: 'refused' };
  const [first] = answers;
  return {
    outcome: 'unknown',
    why: `not callable with what was made up: ${first?.state ?? ''} ${first?.message ?? 'nothing was tried'}`,
  };
}

/** Whether it says so by an empty answer or by `raise` is the same access. */
function givesNothing(answer: Answer): boolean {
  const { state, early } = answer;
  if (state === null) return true;
  return !early && !mayNotCall(answer) && (state === '42501' || state.startsWith('P0'));
}

function mayNotCall({ state, context }: Answer): boolean {
  return state === '42501' && (context ?? '') === '';
}
