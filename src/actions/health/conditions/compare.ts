import type { Json } from '../../../core/json.ts';
import type { DiagnosisCode } from '../diagnosis.ts';
import { valueIn, type PerEnvironment } from '../per-environment.ts';
import type { Show } from '../../../core/shown.ts';
import type { Comparison, JsonType, Operators, Scalar } from './condition.ts';
import type { Judgement } from './judge.ts';
import { readPath } from './path.ts';
import { compareSets } from './sets.ts';
import { valueWords } from './words.ts';

/** What a condition is asked with, besides the reply. */
export interface Asked {
  readonly environment: string;
  readonly now: Date;
  /** How words of the reply are shown where they are. */
  readonly show: Show;
}

const codes: Partial<Record<keyof Operators, DiagnosisCode>> = {
  withinMinutes: 'stale',
  sameAs: 'list_changed',
  includes: 'list_changed',
};

/** Each operator of a comparison that is given, in the order in which they stand here. */
export function compare(comparison: Comparison, json: Json, asked: Asked): Judgement {
  const { at } = comparison;
  const values = readPath(at).values(json);
  const [value] = values;
  if (value === undefined) return { holds: 'unknown', why: `${at} is not in the reply`, code: 'field_absent' };
  for (const [name, test] of tests) {
    if (comparison[name] === undefined) continue;
    const said = test(comparison, { value, values, asked });
    if (said === true) continue;
    if (said === notNamed)
      return { holds: 'unknown', why: `${name} of ${at} names no ${asked.environment}`, code: 'not_configured' };
    const why =
      said === false ? `${at} is ${valueWords(value)}, not ${wantedWords(name, comparison, asked)}` : `${at}: ${said}`;
    return { holds: false, why, code: codes[name] ?? 'body_mismatch' };
  }
  return { holds: true };
}

interface Found {
  /** The first of them. */
  readonly value: Json;
  readonly values: readonly Json[];
  readonly asked: Asked;
}

const notNamed = Symbol('the environment is not named');

/** Whether it holds; words where there is more to say than that it does not. */
type Said = boolean | string | typeof notNamed;
type Test = (comparison: Comparison, found: Found) => Said;

const tests: readonly (readonly [keyof Operators, Test])[] = [
  ['type', ({ type }, { value }) => typeOf(value) === type],
  ['is', ({ is }, { value, asked }) => inEnvironment(is, asked, (wanted) => value === wanted)],
  ['isNot', ({ isNot }, { value, asked }) => inEnvironment(isNot, asked, (wanted) => value !== wanted)],
  [
    'oneOf',
    ({ oneOf }, { value, asked }) => inEnvironment(oneOf, asked, (wanted) => wanted.some((one) => one === value)),
  ],
  ['matches', ({ matches = '' }, { value }) => typeof value === 'string' && new RegExp(matches, 'u').test(value)],
  ['atLeast', ({ atLeast = 0 }, { value }) => typeof value === 'number' && value >= atLeast],
  ['atMost', ({ atMost = 0 }, { value }) => typeof value === 'number' && value <= atMost],
  ['lengthAtLeast', ({ lengthAtLeast = 0 }, { value }) => (lengthOf(value) ?? -1) >= lengthAtLeast],
  ['lengthAtMost', ({ lengthAtMost = 0 }, { value }) => (lengthOf(value) ?? Infinity) <= lengthAtMost],
  ['withinMinutes', ({ withinMinutes = 0 }, { value, asked }) => ageWords(value, withinMinutes, asked.now)],
  [
    'sameAs',
    ({ sameAs }, { values, asked }) =>
      inEnvironment(sameAs, asked, (wanted) => compareSets(values, wanted, { extraCounts: true, show: asked.show })),
  ],
  [
    'includes',
    ({ includes }, { values, asked }) =>
      inEnvironment(includes, asked, (wanted) => compareSets(values, wanted, { extraCounts: false, show: asked.show })),
  ],
];

function inEnvironment<Value extends Scalar | readonly Scalar[]>(
  given: PerEnvironment<Value> | undefined,
  { environment }: Asked,
  test: (wanted: Value) => boolean | string,
): Said {
  const wanted = valueIn(given, environment);
  return wanted === undefined ? notNamed : test(wanted);
}

function typeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'object';
}

function lengthOf(value: Json): number | undefined {
  return typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
}

/** A moment ahead of ours by more than a minute is no fresher than one that is too old. */
function ageWords(value: Json, most: number, now: Date): boolean | string {
  const moment = momentOf(value);
  if (moment === undefined) return 'it is no moment';
  const minutes = (now.getTime() - moment) / 60_000;
  if (minutes > most) return `it is ${Math.round(minutes)} minutes old, and may be ${most}`;
  return minutes >= -1 || `it is ${Math.round(-minutes)} minutes ahead of the clock here`;
}

/** Unix times in seconds or in milliseconds: the years 1970 to 5138 in seconds are numbers below 1e11. */
function momentOf(value: Json): number | undefined {
  if (typeof value === 'number') return value < 1e11 ? value * 1000 : value;
  const moment = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}

function wantedWords(name: keyof Operators, comparison: Comparison, { environment }: Asked): string {
  const wanted = comparison[name];
  const own =
    typeof wanted === 'object' && wanted !== null ? valueIn<Scalar | readonly Scalar[]>(wanted, environment) : wanted;
  const words = JSON.stringify(own);
  return name === 'is' ? words : `${name} ${words}`;
}
