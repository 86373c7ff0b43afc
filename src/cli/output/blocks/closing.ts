import type { RunRecord, TaskRecord } from '../../../core/record.ts';
import type { Look } from '../port.ts';
import { closingLine } from './closing-line.ts';
import { limitLines } from './limit-lines.ts';
import { count } from '../words/count.ts';
import { formatDuration } from '../words/duration.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { verdictsInOrder, verdictWord } from '../words/verdict.ts';

/** Everything in a run that has a verdict. */
export function partsOf(record: RunRecord): readonly TaskRecord[] {
  const more = [record.monitoring, record.rollback].filter((part) => part !== undefined);
  return [...record.tasks, ...record.boxes, ...more];
}

/** What stands under a run's list: the count of each verdict, the head, the page. */
export function closingLines(record: RunRecord, page: string, look: Look): readonly string[] {
  return [
    '',
    closingLine('tasks', `${counts(record.tasks, look)}  ${look.palette('dim', took(record))}`, look),
    ...(record.boxes.length === 0 ? [] : [closingLine('done', counts(record.boxes, look), look)]),
    ...limitLines(record.measured ?? [], look),
    ...(record.resumed ?? []).map(({ at }) => closingLine('again', `resumed at ${safeLine(at)}`, look)),
    closingLine('head', record.head, look),
    closingLine('page', safeLine(page), look),
  ];
}

function counts(parts: readonly TaskRecord[], look: Look): string {
  const words = verdictsInOrder.flatMap((verdict) => {
    const many = parts.filter((part) => part.verdict === verdict).length;
    return many === 0 ? [] : [`${many} ${verdictWord(verdict, look.palette)}`];
  });
  return words.length === 0 ? look.palette('yellow', 'nothing has a verdict') : words.join(' · ');
}

function took({ durationMs, count: records }: RunRecord): string {
  return `in ${formatDuration(durationMs)}, ${count(records, 'record')}`;
}
