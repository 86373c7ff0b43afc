import { Failure } from '../core/failure.ts';
import { exitCodes } from '../core/exit-code.ts';

/** Which tasks of a direction are run, by number. */
export interface Selection {
  readonly only?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly skip?: readonly string[] | undefined;
}

export function isSelecting({ only, from, skip }: Selection): boolean {
  return only !== undefined || from !== undefined || (skip ?? []).length > 0;
}

/** Why each task that is left out is left out; tasks that are run have no entry. Unknown numbers are a wrong usage. */
export function leftOut(numbers: readonly string[], selection: Selection): ReadonlyMap<string, string> {
  const { only, from, skip = [] } = selection;
  for (const number of [...(only ?? []), ...(from === undefined ? [] : [from]), ...skip]) assertKnown(number, numbers);
  const start = from === undefined ? 0 : numbers.indexOf(from);
  const reasons = new Map<string, string>();
  for (const [index, number] of numbers.entries()) {
    if (only !== undefined && !only.includes(number)) reasons.set(number, `left out by --only ${only.join(',')}`);
    else if (index < start) reasons.set(number, `left out by --from ${from}`);
    else if (skip.includes(number)) reasons.set(number, `left out by --skip ${skip.join(',')}`);
  }
  return reasons;
}

function assertKnown(number: string, numbers: readonly string[]): void {
  if (numbers.includes(number)) return;
  throw new Failure(
    {
      code: 'run.no-such-task',
      what: `There is no task ${number}`,
      why: `the direction has the tasks ${numbers.join(', ')}`,
      fix: 'Name one of these numbers.',
    },
    exitCodes.usage,
  );
}
