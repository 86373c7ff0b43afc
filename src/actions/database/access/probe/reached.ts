import type { Reach } from '../which.ts';
import type { Attempt, Counted } from './attempt.ts';
import type { Answer } from './server.ts';
import type { LyingRow } from './subject.ts';

/** Of the rows that we made, which were reached. The first one's world is the plain one. */
export function reachedRows(
  { counts }: Pick<Attempt, 'counts'>,
  answer: Answer,
  { of = [], home }: Counted,
  all: boolean,
): readonly Reach[] {
  const there = counts === 'done' || answer.state !== null ? undefined : placesIn(answer, of);
  return of.flatMap((row): readonly Reach[] => {
    if (row.label === undefined) return [];
    const label = row.of === undefined || row.of === home ? row.label : { ...row.label, of: row.of };
    const isThere = there?.has(row.ctid) === true;
    return [{ label, reached: there === undefined ? all : counts === 'seen' ? isThere : !isThere }];
  });
}

/** Rows that look the same to who may not see all of them are taken one after the other. */
function placesIn({ places, counts }: Answer, of: readonly LyingRow[]): ReadonlySet<string> {
  if (places !== null && places.length > 0) return new Set(places);
  const found = new Set<string>();
  for (const position of (counts ?? []).toSorted((a, b) => a - b)) {
    const row = of.slice(position - 1).find(({ ctid }) => !found.has(ctid));
    if (row !== undefined) found.add(row.ctid);
  }
  return found;
}
