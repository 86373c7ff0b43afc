import { relative } from 'node:path';
import type { ExitCode } from '../../../core/exit-code.ts';
import type { Report } from '../../../core/report.ts';
import { isSettled } from '../../../core/verdict.ts';
import { reportOf } from '../../../evidence/report.ts';
import type { FinishedRun } from '../../../run/carry-out.ts';
import type { CliContext } from '../../app/context.ts';
import { exitReason } from '../../output/blocks/exit-reason.ts';
import type { Block } from '../../output/port.ts';

/** Says what a live run came to, and what can be done with it. */
export function showFinished({ output }: CliContext, root: string, { record, folder, page }: FinishedRun): ExitCode {
  const { code, sentence } = exitReason([record]);
  const report: Report = { runs: [reportOf(record, relative(root, folder), relative(root, page))] };
  const boxes = record.boxes.some(({ verdict }) => isSettled(verdict));
  const tick = `prestage direction tick ${record.direction.path} --run ${record.run}`;
  const next: readonly Block[] = boxes
    ? [{ kind: 'note', text: `The boxes that hold are ticked by \`${tick}\`.` }]
    : [];
  output.payload(report, [{ kind: 'line', text: '' }, ...next, { kind: 'line', text: sentence }]);
  return code;
}
