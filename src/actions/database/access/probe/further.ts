import type { Session } from '../../../../services/postgres/session.ts';
import type { Catalogue } from '../catalogue/schema.ts';
import { choicesFor } from '../fixture/variants/choices.ts';
import { namedColumns } from '../fixture/variants/named.ts';
import type { Attempt } from './attempt.ts';
import type { Group } from './groups.ts';
import { attemptsOnColumns, type ChoicesOf } from './settings.ts';
import { lacksRight, splitUp } from './split.ts';
import { tryAll, type Answer } from './server.ts';
import type { Asking, LyingRow, Subject } from './subject.ts';

export interface Tried {
  readonly attempts: readonly Attempt[];
  readonly answers: readonly Answer[];
}

/** A subject as it is for one persona. */
export interface Asked {
  readonly subject: Subject;
  readonly asking: Asking;
}

/** What the first answers give reason to try: row by row what failed for several, and column by column what can be changed. */
export async function tryFurther(
  session: Session,
  first: Tried,
  asked: readonly Asked[],
  catalogue: Catalogue,
): Promise<Tried> {
  const subjects = new Map(asked.map(({ subject }) => [subject.object, subject]));
  const split = first.attempts.map((attempt, index) => {
    const [answer, subject] = [first.answers[index], subjects.get(attempt.object)];
    return answer === undefined || subject === undefined ? undefined : splitUp(attempt, answer, subject);
  });
  const rowByRow = await tried(
    session,
    split.flatMap((each) => each ?? []),
  );
  const whole = {
    attempts: [...first.attempts.filter((_, index) => split[index] === undefined), ...rowByRow.attempts],
    answers: [...first.answers.filter((_, index) => split[index] === undefined), ...rowByRow.answers],
  };
  const columns = await tried(session, columnByColumn(whole, asked, choicesIn(catalogue)));
  return { attempts: [...whole.attempts, ...columns.attempts], answers: [...whole.answers, ...columns.answers] };
}

async function tried(session: Session, attempts: readonly Attempt[]): Promise<Tried> {
  return {
    attempts,
    answers: await tryAll(
      session,
      attempts.map(({ probe }) => probe),
    ),
  };
}

function columnByColumn(
  { attempts, answers }: Tried,
  asked: readonly Asked[],
  choicesOf: ChoicesOf,
): readonly Attempt[] {
  const updates = attempts.map((attempt, index) => ({ attempt, answer: answers[index] }));
  const byKey = Map.groupBy(
    updates.filter(({ attempt: { verb, way } }) => verb === 'update' && way === 'where'),
    ({ attempt: { object, persona } }) => JSON.stringify([object, persona]),
  );
  return asked.flatMap(({ subject, asking }) => {
    const found = byKey.get(JSON.stringify([subject.object, asking.persona.name])) ?? [];
    return attemptsOnColumns(subject, asking, (group) => changeable(found, group), choicesOf);
  });
}

/** Rows that went through; where an error came of each, the first may still have another column. */
function changeable(
  found: readonly { readonly attempt: Attempt; readonly answer: Answer | undefined }[],
  group: Group,
): readonly LyingRow[] {
  const reached = found.flatMap(({ attempt, answer }): readonly LyingRow[] => {
    const [counted] = attempt.counted;
    if (counted?.rows !== group.rows || answer?.state !== null) return [];
    const there = new Set(answer.places ?? []);
    return counted.of?.filter(({ ctid }) => !there.has(ctid)) ?? [];
  });
  if (reached.length > 0) return reached;
  const failed = found.find(
    ({ attempt, answer }) => attempt.counted[0]?.rows === group.rows && answer?.state != null && !lacksRight(answer),
  );
  return failed?.attempt.counted[0]?.of?.slice(0, 1) ?? [];
}

function choicesIn(catalogue: Catalogue): ChoicesOf {
  const named = namedColumns(catalogue);
  return (relation, name) => {
    const column = relation.columns.find((each) => each.name === name);
    const texts = named(relation).get(name);
    if (column === undefined) return [];
    const { list } = choicesFor(column, relation, texts ?? []);
    return texts !== undefined || column.base === 'boolean' || column.labels.length > 0 ? list : [];
  };
}
