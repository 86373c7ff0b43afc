import { nearestWords } from './nearest.ts';
import type { Quotable, Quotables } from './quotables.ts';
import { short, type Found } from '../rules/rule.ts';

/** What a candidate is called in a message: `task 2.4`, `box done-3`. */
export type Naming<Candidate> = (candidate: Candidate) => string;

/** The one that the quotation fits, or the finding that says why there is none. */
export function theOne<Candidate extends Quotable>(
  quote: string,
  candidates: Quotables<Candidate>,
  naming: Naming<Candidate>,
  line: number,
): { one: Candidate } | { finding: Found } {
  const [one, ...others] = candidates.fitting(quote);
  if (one === undefined) return { finding: fitsNone(quote, candidates.all, naming, line) };
  if (others.length > 0) return { finding: fitsSeveral(quote, [one, ...others], naming, line) };
  return { one };
}

function fitsNone<Candidate extends Quotable>(
  quote: string,
  candidates: readonly Candidate[],
  naming: Naming<Candidate>,
  line: number,
): Found {
  const nearest = nearestWords(quote, candidates);
  return {
    rule: 'bindings.fits-none',
    severity: 'error',
    line,
    message: `"${short(quote)}" fits nothing in the direction`,
    fix:
      nearest === undefined
        ? 'Take the binding out: there is nothing that it could quote'
        : `Quote words as they stand; the nearest is ${naming(nearest)}: "${short(nearest.text)}"`,
  };
}

function fitsSeveral<Candidate extends Quotable>(
  quote: string,
  found: readonly Candidate[],
  naming: Naming<Candidate>,
  line: number,
): Found {
  const named = found.slice(0, 3).map((one) => `${naming(one)} ("${short(one.text)}")`);
  const more = found.length > 3 ? ` and ${found.length - 3} more` : '';
  return {
    rule: 'bindings.fits-several',
    severity: 'error',
    line,
    message: `"${short(quote)}" fits ${named.join(' and ')}${more}`,
    fix: 'Quote more of the words, so that the quotation fits one alone',
  };
}
