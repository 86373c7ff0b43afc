import { exitCodeOf, exitCodes, strongestExitCode, type ExitCode } from '../core/exit-code.ts';
import type { RunRecord, TaskRecord } from '../core/record.ts';

/** What a run leaves the process with: its verdicts, and 4 where an action died of a fault of Prestage. */
export function exitCodeOfRun(record: RunRecord): ExitCode {
  const parts = partsOf(record);
  const own = parts.some((part) => part.actions.some((action) => action.facts?.['internalError'] !== undefined));
  const verdicts = exitCodeOf(parts.map((part) => part.verdict));
  return own ? strongestExitCode([verdicts, exitCodes.internal]) : verdicts;
}

function partsOf({ tasks, boxes, monitoring, rollback }: RunRecord): readonly TaskRecord[] {
  return [...tasks, ...boxes, ...[monitoring, rollback].filter((part) => part !== undefined)];
}
