import type { Quotable, Quotables } from '../sidecar/quotables.ts';

/** As few of a task's first words as fit it alone, four at least; undefined when all its words fit another too. */
export function shortestQuote<Candidate extends Quotable>(
  one: Candidate,
  all: Quotables<Candidate>,
): string | undefined {
  const words = one.text.split(' ');
  for (let count = Math.min(4, words.length); count <= words.length; count += 1) {
    const quote = words.slice(0, count).join(' ');
    if (quote !== '' && all.fitting(quote).length === 1) return quote;
  }
  return undefined;
}
