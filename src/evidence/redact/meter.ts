import type { Redactions } from '../../core/record.ts';
import type { Redactor } from '../../core/redactor.ts';

/** Says, each time it is asked, what was taken out since the time before. */
export function redactionMeter(redactor: Redactor): () => Redactions {
  let before: ReadonlyMap<string, number> = new Map();
  return () => {
    const now = new Map(redactor.counts);
    const grown = [...now]
      .map(([name, count]): [string, number] => [name, count - (before.get(name) ?? 0)])
      .filter(([, count]) => count > 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    before = now;
    const count = grown.reduce((sum, [, more]) => sum + more, 0);
    return { ruleSet: redactor.ruleSet, count, names: Object.fromEntries(grown) };
  };
}
