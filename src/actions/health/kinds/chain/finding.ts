import { states, type Finding, type StepRecord } from '../../result.ts';
import type { Trouble } from './judgement.ts';

/** The words of an order that stand for something else. */
export interface Translation {
  readonly asked: string;
  readonly done: string;
}

/** The worst of what was found says what to do next; of several that are as bad, the first, since the later ones come of it. */
export function findingOf(
  steps: readonly StepRecord[],
  troubles: readonly Trouble[],
  passed: string,
  translation?: Translation,
): Finding {
  const worst = states.flatMap((state) => troubles.filter((trouble) => trouble.state === state)).at(0);
  if (worst === undefined) return { state: 'pass', summary: passed, ...translation, steps };
  const others = new Set(
    troubles.filter((trouble) => trouble !== worst && trouble.code !== worst.code).map(({ code }) => code),
  );
  const also = others.size === 0 ? '' : ` (and ${[...others].join(', ')})`;
  return {
    state: worst.state,
    code: worst.code,
    summary: `${worst.summary}${also}`,
    next: worst.next,
    ...translation,
    steps,
  };
}
