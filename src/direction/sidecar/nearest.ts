/** The candidate that shares most with the quotation, pairs of letters counted. Undefined when there is none at all. */
export function nearestWords<Candidate extends { readonly text: string }>(
  quote: string,
  candidates: readonly Candidate[],
): Candidate | undefined {
  const wanted = pairsOf(quote);
  const scored = candidates.map((candidate) => ({ candidate, score: likeness(wanted, pairsOf(candidate.text)) }));
  return scored.reduce<(typeof scored)[number] | undefined>(
    (best, next) => (best === undefined || next.score > best.score ? next : best),
    undefined,
  )?.candidate;
}

/** How much of the quotation the candidate holds, and a little of how much of the candidate that is. */
function likeness(wanted: ReadonlySet<string>, found: ReadonlySet<string>): number {
  const shared = [...wanted].filter((pair) => found.has(pair)).length;
  return shared / Math.max(1, wanted.size) + shared / Math.max(1, found.size) / 100;
}

function pairsOf(text: string): ReadonlySet<string> {
  const letters = text.toLowerCase().replaceAll(/[\s`*_]+/g, ' ');
  return new Set(
    Array.from({ length: Math.max(0, letters.length - 1) }, (_, index) => letters.slice(index, index + 2)),
  );
}
