const hourMs = 3_600_000;

/** Of a check whose rhythm nobody knows yet: a night and two hours. */
const unknownMs = 26 * hourMs;
/** However often it is run: who starts it by hand keeps no time, and checks that are run one by one are of one time. */
const leastMs = 6 * hourMs;
const mostGaps = 9;

/**
 * Whether a check says nothing any more, by how far apart its own last runs were: it was not run for half as long again as usual,
 * so that one of every night has until noon; or others were run when its turn was, and it was left out. One long silence does
 * not change what is usual.
 * @param ended When its runs ended, ISO 8601 in UTC, oldest first.
 * @param newest When the newest run of whatever check ended.
 */
export function isSilent(
  ended: readonly string[],
  { now, newest }: { readonly now: string; readonly newest: string },
): boolean {
  const last = ended.at(-1);
  if (last === undefined) return true;
  const usual = usualGap(ended);
  const [most, turn] =
    usual === undefined ? [unknownMs, leastMs] : [Math.max(leastMs, usual * 1.5), Math.max(leastMs, usual * 0.95)];
  return ageOf(last, now) > most || ageOf(last, newest) > turn;
}

/** The middle one of the last. */
function usualGap(ended: readonly string[]): number | undefined {
  const last = ended.slice(-mostGaps - 1);
  const gaps = last.slice(1).map((at, index) => ageOf(last[index] ?? at, at));
  return gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)];
}

function ageOf(at: string, then: string): number {
  return Date.parse(then) - Date.parse(at);
}
