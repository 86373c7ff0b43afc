import type { Attempt } from './attempt.ts';
import { at, left } from './groups.ts';
import type { Answer } from './server.ts';
import type { Subject } from './subject.ts';

const mostRows = 16;

/**
 * One row that may not be changed stops the whole statement: what failed for several rows is tried for each of them. Not
 * where the role lacks the very right, nor without a WHERE, which nobody could try in parts.
 */
export function splitUp(
  attempt: Attempt,
  answer: Answer,
  { relation }: Pick<Subject, 'relation'>,
): readonly Attempt[] | undefined {
  const [counted] = attempt.counted;
  if (answer.state === null || answer.early || attempt.counts !== 'left' || attempt.way !== 'where') return undefined;
  if (counted?.of === undefined || counted.of.length < 2 || lacksRight(answer)) return undefined;
  const end = attempt.probe.sql.lastIndexOf(' where ');
  return counted.of.slice(0, mostRows).map((row) => {
    const group = { rows: counted.rows, of: [row] };
    const { before, ...probe } = attempt.probe;
    return {
      ...attempt,
      counted: [{ ...counted, size: 1, of: [row] }],
      probe: {
        ...probe,
        sql: before === undefined ? `${attempt.probe.sql.slice(0, end)} where ${at([row])}` : probe.sql,
        ...(before === undefined
          ? {}
          : { before: before.replace(/ where ctid = any \(.*?\)\)/, ` where ${at([row])})`) }),
        after: left({ relation }, [group]),
      },
    };
  });
}

export function lacksRight({ state, message }: Answer): boolean {
  return state === '42501' && message?.startsWith('permission denied for') === true;
}
