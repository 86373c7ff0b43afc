import type { RedactingStream, Redactor } from '../core/redactor.ts';
import type { Secret } from '../core/secret.ts';
import type { Found } from './redact/pieces.ts';
import { createAnchorFinder } from './redact/rules/anchors.ts';
import { rules, ruleSet } from './redact/rules/rules.ts';
import { nothingSwept, sweep } from './redact/rules/sweep.ts';
import { refuseUnfit } from './redact/unfit.ts';
import { patternsOf } from './redact/values/patterns.ts';
import { nothingCarried, scrub } from './redact/values/scrub.ts';
import { createSearcher, type Searcher } from './redact/values/searcher.ts';

const finder = createAnchorFinder(rules);
const nothing = new Uint8Array();

/**
 * Takes the values out of whatever passes, raw and encoded, whole and by line, and after them what the rules tell to be a
 * secret (tokens, private keys, passwords in URLs). `[redacted:NAME]` stays in their place, and all around them.
 * Throws a Failure for values that are too short or too common: taken out everywhere, they would deface all text.
 */
export function createRedactor(secrets: readonly Secret[]): Redactor {
  const knowledge = createKnowledge();
  knowledge.learn(secrets);
  const counts = new Map<string, number>();
  const found: Found = (name) => counts.set(name, (counts.get(name) ?? 0) + 1);

  function stream(): RedactingStream {
    let values = nothingCarried;
    let swept = nothingSwept;
    const pass = (chunk: Uint8Array, last: boolean): Uint8Array => {
      const known = scrub(knowledge.searcher(), values, { chunk, last }, found);
      const all = sweep(finder, swept, { chunk: known.output, last }, found);
      values = known.carry;
      swept = all.carry;
      return all.output;
    };
    return { push: (chunk) => pass(chunk, false), end: () => pass(nothing, true) };
  }

  function text(input: string): string {
    const bytes = Buffer.from(input);
    if (!knowledge.searcher().next(bytes, 0) && !finder.next(bytes, 0)) return input;
    const known = scrub(knowledge.searcher(), nothingCarried, { chunk: bytes, last: true }, found);
    const all = sweep(finder, nothingSwept, { chunk: known.output, last: true }, found);
    // A lone surrogate has no bytes: text without a secret comes back as it was.
    return all.output === bytes ? input : Buffer.from(all.output).toString();
  }

  return {
    ruleSet,
    counts,
    get count() {
      return [...counts.values()].reduce((sum, count) => sum + count, 0);
    },
    text,
    learn: (secrets) => knowledge.learn(secrets),
    stream,
  };
}

/** The values that are known. What searches for them is made when it is needed, since making it takes a while. */
function createKnowledge() {
  const known = new Map<string, Secret>();
  let made: Searcher | undefined;
  return {
    learn(secrets: readonly Secret[]): void {
      const fresh = secrets.filter((secret) => !known.has(secret.reveal()));
      if (fresh.length === 0) return;
      refuseUnfit(fresh, [...known.values()]);
      for (const secret of fresh) if (!known.has(secret.reveal())) known.set(secret.reveal(), secret);
      made = undefined;
    },
    searcher: (): Searcher => (made ??= createSearcher(patternsOf([...known.values()]))),
  };
}
