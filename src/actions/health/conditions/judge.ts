import type { Json } from '../../../core/json.ts';
import type { DiagnosisCode } from '../diagnosis.ts';
import { compare, type Asked } from './compare.ts';
import type { Condition } from './condition.ts';
import { readPath } from './path.ts';
import { conditionWords } from './words.ts';

export type Truth = boolean | 'unknown';

/** Whether a condition holds, and what to say where it does not. */
export interface Judgement {
  readonly holds: Truth;
  /** Of what does not hold, or cannot be told. */
  readonly why?: string;
  readonly code?: DiagnosisCode;
}

const held: Judgement = { holds: true };

/** By three values, as Kleene has them: what is not in the reply is neither true nor false. */
export function judge(condition: Condition, json: Json, asked: Asked): Judgement {
  if ('all' in condition) return allOf(condition.all.map((one) => judge(one, json, asked)));
  if ('any' in condition)
    return anyOf(
      condition,
      condition.any.map((one) => judge(one, json, asked)),
    );
  if ('none' in condition)
    return noneOf(
      condition,
      condition.none.map((one) => judge(one, json, asked)),
    );
  if ('forEach' in condition) return eachOf(condition, json, asked);
  if ('absent' in condition) return absent(condition, json);
  return compare(condition, json, asked);
}

function allOf(judgements: readonly Judgement[]): Judgement {
  return judgements.find(({ holds }) => holds === false) ?? judgements.find(({ holds }) => holds === 'unknown') ?? held;
}

function anyOf(condition: Condition, judgements: readonly Judgement[]): Judgement {
  if (judgements.some(({ holds }) => holds === true)) return held;
  const unknown = judgements.find(({ holds }) => holds === 'unknown');
  return unknown ?? { holds: false, why: `${conditionWords(condition)}: none holds`, code: 'body_mismatch' };
}

function noneOf(condition: Condition, judgements: readonly Judgement[]): Judgement {
  if (judgements.some(({ holds }) => holds === true))
    return { holds: false, why: `${conditionWords(condition)}: one holds`, code: 'body_mismatch' };
  return judgements.find(({ holds }) => holds === 'unknown') ?? held;
}

type ForEach = Extract<Condition, { readonly forEach: string }>;

function eachOf({ forEach, that, mayBeEmpty = false }: ForEach, json: Json, asked: Asked): Judgement {
  const { isSingular, values } = readPath(forEach);
  const places = values(json);
  if (places.length === 0) return { holds: 'unknown', why: `${forEach} is not in the reply`, code: 'field_absent' };
  const members = isSingular ? places.flatMap(membersOf) : places;
  if (members.length === 0 && !mayBeEmpty)
    return { holds: 'unknown', why: `${forEach} has no member to look at`, code: 'field_absent' };
  const { why, ...judged } = allOf(members.map((member) => judge(that, member, asked)));
  return why === undefined ? judged : { ...judged, why: `of a member of ${forEach}: ${why}` };
}

/** A path that leads to one place leads to a list; one that leads to several, to the members themselves. */
function membersOf(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? Object.values(value) : [value];
}

function absent({ absent: path }: { readonly absent: string }, json: Json): Judgement {
  if (readPath(path).values(json).length === 0) return held;
  return { holds: false, why: `${path} is in the reply`, code: 'body_mismatch' };
}
