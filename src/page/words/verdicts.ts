import type { Verdict } from '../../core/verdict.ts';

/** What each verdict means, for a reader who sees the page for the first time. Best first, as counts are shown. */
export const meanings: Readonly<Record<Verdict, string>> = {
  verified: 'Prestage looked at the world again and saw it for itself.',
  attested: 'A person said so and signed it with a name. Prestage did not see it.',
  skipped: 'Left out of this run on purpose.',
  waiting: 'It is up to a person, who has not answered yet.',
  degraded: 'It works, but not as it should: slowly, at the second try, or not for long any more.',
  stale: 'The evidence is of what no longer stands: an older text of the direction, or work that was undone since.',
  blocked: 'It could not start, because something before it is not settled.',
  unknown: 'Nothing can be said about it. Never counted as done.',
  failed: 'It was done or looked at, and it is not right.',
};

export const bestFirst = Object.keys(meanings) as readonly Verdict[];
export const worstFirst = bestFirst.toReversed();
