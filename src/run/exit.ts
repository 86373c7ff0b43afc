import { exitCodeOf, exitCodes, missingFact, strongestExitCode, type ExitCode } from '../core/exit-code.ts';
import type { RunRecord, TaskRecord } from '../core/record.ts';

/** What a run leaves the process with: of all its parts the strongest; no parts are no data. */
export function exitCodeOfRun(record: RunRecord): ExitCode {
  const parts = partsOf(record);
  return parts.length === 0 ? exitCodes.unsettled : strongestExitCode(parts.map(exitCodeOfTask));
}

/** Its verdict, 4 where an action of it died of a fault of Prestage, 3 where a credential was missing. */
export function exitCodeOfTask({ verdict, actions }: TaskRecord): ExitCode {
  const has = (fact: string): boolean => actions.some(({ facts }) => facts?.[fact] !== undefined);
  return strongestExitCode([
    exitCodeOf([verdict]),
    ...(has('internalError') ? [exitCodes.internal] : []),
    ...(has(missingFact) ? [exitCodes.missing] : []),
  ]);
}

function partsOf({ tasks, boxes, monitoring, rollback }: RunRecord): readonly TaskRecord[] {
  return [...tasks, ...boxes, ...[monitoring, rollback].filter((part) => part !== undefined)];
}
