import type { Json } from '../../../core/json.ts';
import { conditionWords } from './words.ts';
import { judge, type Judgement } from './judge.ts';
import type { Condition } from './condition.ts';
import type { Asked } from './compare.ts';
import { readPath } from './path.ts';
import { nextOf } from '../next.ts';
import type { ConditionRecord } from '../result.ts';
import type { Judged } from '../asking/trouble.ts';

/** What conditions come to: their records, and the first that does not hold or cannot be told. */
export interface Conditions {
  readonly records: readonly ConditionRecord[];
  readonly fault: Judged | undefined;
}

export function judgeAll(conditions: readonly Condition[], json: Json, asked: Asked, name: string): Conditions {
  const judged = conditions.map((condition) => ({ condition, judgement: judge(condition, json, asked) }));
  const worst =
    judged.find(({ judgement }) => judgement.holds === false) ??
    judged.find(({ judgement }) => judgement.holds === 'unknown');
  return {
    records: judged.map(({ condition, judgement }) => ({
      condition: conditionWords(condition),
      holds: judgement.holds,
    })),
    fault: worst === undefined ? undefined : faultOf(worst.judgement, name),
  };
}

function faultOf(
  { holds, why = 'a condition does not hold', code = 'body_mismatch' }: Judgement,
  name: string,
): Judged {
  return { state: holds === false ? 'fail' : 'unknown', code, summary: `${name}: ${why}`, next: nextOf(code) };
}

/** The values of declared places; of a place that is not there, none. Several values of one place are a list. */
export function fieldsOf(fields: Readonly<Record<string, string>>, json: Json): Readonly<Record<string, Json>> {
  const found = Object.entries(fields).flatMap(([name, path]): [string, Json][] => {
    const { isSingular, values } = readPath(path);
    const all = values(json);
    const [first] = all;
    if (!isSingular) return [[name, all]];
    return first === undefined ? [] : [[name, first]];
  });
  return Object.fromEntries(found);
}
