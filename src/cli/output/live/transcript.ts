import type { RunEvent } from '../../../core/event.ts';
import type { Finding } from '../../../core/order.ts';
import type { RunRecord, TaskRecord } from '../../../core/record.ts';
import { closingLines, partsOf } from '../blocks/closing.ts';
import { place } from '../blocks/failure-lines.ts';
import { numberWidthOf, openingLines, partLines } from '../blocks/record-lines.ts';
import type { Look } from '../port.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { wrap } from '../words/width.ts';

/** The lines that an event leaves for good, whatever else a terminal shows for a while. */
export type Transcript = (event: RunEvent, look: Look) => readonly string[];

export function createTranscript(): Transcript {
  let runs = 0;
  let width = 1;
  let shown: readonly TaskRecord[] = [];

  const settle = (part: TaskRecord, look: Look): readonly string[] => {
    const lines = partLines(part, shown, width, look);
    shown = [...shown, part];
    return lines;
  };
  const left = (record: RunRecord): readonly TaskRecord[] =>
    partsOf(record).filter((part) => !shown.some(({ number }) => number === part.number));

  return (event, look) => {
    if (event.kind === 'task.settled') return settle(event.task, look);
    if (event.kind === 'run.closed')
      return [
        ...left(event.record).flatMap((part) => settle(part, look)),
        ...closingLines(event.record, event.page, look),
      ];
    if (event.kind !== 'run.opened') return [];
    width = numberWidthOf(event.tasks.map((task) => task.number));
    shown = [];
    runs += 1;
    return [
      ...(runs === 1 ? [] : ['']),
      ...openingLines(event.mode, event.direction, event.title, look),
      ...(event.resumed === true ? [look.palette('dim', 'The run goes on: what was settled stands.'), ''] : []),
      ...warningLines(event.warnings, event.direction, look),
    ];
  };
}

/** Short: warnings do not stop the run, and `direction lint` says what to do about them. */
function warningLines(warnings: readonly Finding[], direction: string, look: Look): readonly string[] {
  if (warnings.length === 0) return [];
  const where = (finding: Finding): string =>
    finding.file === direction ? `line ${finding.line}` : safeLine(place(finding));
  const lines = warnings.flatMap((finding) =>
    wrap(`${where(finding)}  ${safeLine(finding.message)}`, Math.max(20, look.columns - 5)).map((line, index) =>
      index === 0 ? `  ${look.palette('yellow', '!')} ${line}` : `    ${line}`,
    ),
  );
  return [...lines, ''];
}
