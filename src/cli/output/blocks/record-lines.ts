import type { RunRecord, TaskRecord } from '../../../core/record.ts';
import type { Look } from '../port.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { cells } from '../words/width.ts';
import { partsOf } from './closing.ts';
import { detailLines } from './detail-lines.ts';
import { shownNumber, taskLines, withoutRepeatedFix } from './task-lines.ts';

/** A whole run as a list, with what each part left. */
export function recordLines(record: RunRecord, look: Look): readonly string[] {
  const width = numberWidthOf(record.tasks.map((task) => task.number));
  const parts = partsOf(record);
  return [
    ...openingLines(record.mode, record.direction.path, record.direction.title, look),
    ...parts.flatMap((part, index) => [
      ...partLines(part, parts.slice(0, index), width, look),
      ...detailLines(part, width, look),
    ]),
  ];
}

export function openingLines(mode: string, path: string, title: string, look: Look): readonly string[] {
  const what = mode === 'rehearsal' ? 'Rehearsal of' : 'Run of';
  return [look.palette('bold', `${what} ${safeLine(path)}`), look.palette('dim', safeLine(title)), ''];
}

/** One part of a run, under a heading where it is of another kind than the part before it. */
export function partLines(
  part: TaskRecord,
  before: readonly TaskRecord[],
  numberWidth: number,
  look: Look,
): readonly string[] {
  const heading = headingOf(part.number);
  const isNew = heading !== '' && heading !== headingOf(before.at(-1)?.number ?? '1');
  const lines = taskLines(withoutRepeatedFix(part, before), numberWidth, look);
  return isNew ? ['', look.palette('bold', heading), ...lines] : lines;
}

export function numberWidthOf(numbers: readonly string[]): number {
  return Math.max(1, ...numbers.map((number) => cells(shownNumber(number))));
}

function headingOf(number: string): string {
  if (number.startsWith('done-')) return 'Definition of Done';
  if (number === 'monitoring') return 'Monitoring';
  return number === 'rollback' ? 'Rollback' : '';
}
