import type { Input, Routine } from '../catalogue/schema.ts';
import { choicesFor } from '../fixture/variants/choices.ts';
import { literal, qualified, identifier } from '../sql.ts';

/** What a function is called with, in the order of its arguments; undefined is left out. */
export type Given = readonly (string | null | undefined)[];

/** Written as SQL: by place up to the first that is left out, by name from there on. */
export function calling(routine: Routine, given: Given): string {
  const gap = given.indexOf(undefined);
  const values = given.flatMap((value, index): readonly string[] => {
    const input = routine.inputs[index];
    if (value === undefined || input === undefined) return [];
    const text = `${literal(value)}::${input.type}`;
    if (gap >= 0 && index > gap) return [`${identifier(input.name)} => ${text}`];
    return [routine.variadic && index === routine.inputs.length - 1 ? `variadic ${text}` : text];
  });
  return `${qualified(routine)}(${values.join(', ')})`;
}

/**
 * The same call otherwise, one thing at a time: with arguments left out that have a default, with null, and with what the
 * code seems to ask of them.
 */
export function otherwise(routine: Routine, given: Given, body: string): readonly Given[] {
  const { inputs, required } = routine;
  const ins = inputs.map((input, at) => ({ input, at })).filter(({ input }) => !input.out);
  const optional = ins.filter((_, nth) => nth >= required);
  const without = optional.flatMap(({ input, at }, nth): readonly Given[] => [
    given.map((value, index) => (index >= at ? undefined : value)),
    ...(nth < optional.length - 1 && isNamedAfter(ins, at) && input.name !== '' ? [given.with(at, undefined)] : []),
  ]);
  const nulls = ins.map(({ at }): Given => given.with(at, null));
  const asked = ins.flatMap(({ input, at }): readonly Given[] =>
    valuesFor(input, body).map((value) => given.with(at, value)),
  );
  return [...without, ...nulls, given.map((_, index) => (inputs[index]?.out === true ? null : null)), ...asked];
}

function isNamedAfter(ins: readonly { readonly input: Input; readonly at: number }[], from: number): boolean {
  return ins.every(({ input, at }) => at <= from || input.name !== '');
}

function valuesFor(input: Input, body: string): readonly (string | null)[] {
  const column = { ...input, notNull: true, default: null, computed: false };
  const { list } = choicesFor(column, { checks: [] }, input.name === '' ? [] : [body]);
  return list.flatMap(({ value }) => (value === undefined ? [] : [value]));
}

/** Two of different people: each argument by itself from the one, the rest from the other. */
export function crossed(own: Given, other: Given): readonly Given[] {
  const differing = own.flatMap((value, at) => (value !== other[at] ? [at] : []));
  return differing.length < 2 ? [] : differing.flatMap((at) => [own.with(at, other[at]), other.with(at, own[at])]);
}
