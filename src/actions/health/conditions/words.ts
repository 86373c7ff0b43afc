import type { Json } from '../../../core/json.ts';
import type { Condition } from './condition.ts';

const known = new WeakMap<Condition, string>();

/** A condition as one line: what a record and a message call it by. */
export function conditionWords(condition: Condition): string {
  const words = known.get(condition) ?? wordsOf(condition);
  known.set(condition, words);
  return words;
}

function wordsOf(condition: Condition): string {
  if ('all' in condition) return `all of (${listed(condition.all)})`;
  if ('any' in condition) return `any of (${listed(condition.any)})`;
  if ('none' in condition) return `none of (${listed(condition.none)})`;
  if ('forEach' in condition) return `each of ${condition.forEach}: ${conditionWords(condition.that)}`;
  if ('absent' in condition) return `${condition.absent} is absent`;
  const { at, ...operators } = condition;
  const asked = Object.entries(operators).filter(([, wanted]) => wanted !== undefined);
  return `${at} ${asked.map(([name, wanted]) => `${name} ${JSON.stringify(wanted)}`).join(' and ')}`;
}

function listed(conditions: readonly Condition[]): string {
  return conditions.map((each) => conditionWords(each)).join('; ');
}

/** What a value is, without telling a string: it may be a token. */
export function valueWords(value: Json): string {
  if (typeof value === 'string') return `a string of ${value.length} characters`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return `an object of ${Object.keys(value).length} members`;
  return String(value);
}
