import { exitCodeOf, exitCodes, missingFact, strongestExitCode, type ExitCode } from '../core/exit-code.ts';
import type { RunRecord, TaskRecord } from '../core/record.ts';

/** What a run leaves the process with: its verdicts, 4 where an action died of a fault of Prestage, 3 where a credential was missing. */
export function exitCodeOfRun(record: RunRecord): ExitCode {
  const parts = partsOf(record);
  const own = parts.some((part) => part.actions.some((action) => action.facts?.['internalError'] !== undefined));
  const verdicts = exitCodeOf(parts.map((part) => part.verdict));
  const missing = parts.some((part) => part.actions.some(({ facts }) => facts?.[missingFact] !== undefined));
  return strongestExitCode([verdicts, ...(own ? [exitCodes.internal] : []), ...(missing ? [exitCodes.missing] : [])]);
}

function partsOf({ tasks, boxes, monitoring, rollback }: RunRecord): readonly TaskRecord[] {
  return [...tasks, ...boxes, ...[monitoring, rollback].filter((part) => part !== undefined)];
}
