import type { DatabaseLogin } from '../../../core/database.ts';
import { digestOf } from '../../../services/files/digest.ts';
import type { Drift } from '../drift/catalogue/compare.ts';
import { readCatalogue } from '../drift/catalogue/read.ts';
import { keyOf, type Thing } from '../drift/catalogue/thing.ts';
import type { Expected } from './data.ts';
import { further } from './proof/catalogue.ts';

/** What each object is to be again. `made` is of one migration after the other, the oldest first: what was before it counts. */
export function expectedOf(made: readonly (readonly Drift[])[]): readonly Expected[] {
  const expected = new Map<string, Expected>();
  for (const drifts of made.toReversed()) {
    for (const { object, is, wanted } of drifts)
      expected.set(object, { object, state: is === 'extra' ? null : digestOf(wanted) });
  }
  return [...expected.values()];
}

/** In words, each object that is not what it is to be; `unread` for what the environment does not let us see. */
export async function notAsExpected(
  login: DatabaseLogin,
  expected: readonly Expected[],
): Promise<{ readonly others: readonly string[]; readonly unread: readonly string[] }> {
  const read = [...(await readCatalogue(login, further))];
  const things = new Map<string, Thing>();
  for (const [, found] of read)
    if (typeof found !== 'string') for (const thing of found) things.set(keyOf(thing), thing);
  const others = expected.flatMap(({ object, state }) => {
    const thing = things.get(object);
    if (state === null) return thing === undefined ? [] : [`${object} is still there`];
    if (thing === undefined) return [`${object} is not there again`];
    return digestOf(thing.state) === state
      ? []
      : [`${object} is not what it was on a scratch database before: \`prestage database drift\` says more`];
  });
  return { others, unread: read.flatMap(([of, found]) => (typeof found === 'string' ? [`${of}: ${found}`] : [])) };
}
