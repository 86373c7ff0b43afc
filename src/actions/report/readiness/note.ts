import type { ActionContext, RunView } from '../../../core/action.ts';
import type { Item } from '../../../core/order.ts';
import { isSettled } from '../../../core/verdict.ts';
import { nextStepOf, titleOf, unsettledTasks, verdictOf } from '../../feedback/entry/unsettled.ts';
import { asCode, asMarkdown } from '../../feedback/entry/words.ts';
import { areaLines, areaSections, ranIn, unknownSubjects } from './area-sections.ts';
import type { Block } from '../blocks.ts';
import { evidenceLine } from './evidence.ts';
import { takenBack } from './taken-back.ts';

/** What the note needs of its context: no clock among it. */
type NoteContext = Pick<ActionContext, 'mode' | 'order' | 'item'>;

/** The rendered parts of the note: from the run's record alone, so that the same evidence gives the same bytes. */
export function noteBlocks(context: NoteContext, run: RunView): readonly Block[] {
  return [
    { name: 'readiness', lines: summaryLines(context, run) },
    ...Object.entries(areaSections).map(([area, section]) => ({ name: area, lines: areaLines(run, area, section) })),
    { name: 'run', lines: runLines(run) },
    { name: 'unknown', lines: ['## Unknown', '', ...orNone(unknownLines(run))] },
    { name: 'open', lines: ['## Still to do', '', ...orNone(openLines(context, run))] },
  ];
}

/** Whether every area of the note was looked at, all of it is settled, and nothing of it was taken back again. */
export function isReady(run: RunView): boolean {
  const seen = Object.keys(areaSections).flatMap((area) => ranIn(run, area));
  return (
    seen.length > 0 &&
    unsettledTasks(run).length === 0 &&
    unknownSubjects(run).length === 0 &&
    takenBack(run).length === 0
  );
}

/** Areas of the note of which this run has nothing at all. */
export function unseenAreas(run: RunView): readonly string[] {
  return Object.keys(areaSections).filter((area) => ranIn(run, area).length === 0);
}

function summaryLines({ mode }: NoteContext, run: RunView): readonly string[] {
  const settled = run.tasks.filter(({ verdict }) => isSettled(verdict)).length;
  const back = takenBack(run).length;
  const ready = isReady(run)
    ? 'yes'
    : `no: ${unsettledTasks(run).length} tasks not settled, ${unknownSubjects(run).length} things unknown${back === 0 ? '' : `, ${back} migrations taken back`}`;
  return [
    `Ready: **${ready}**.`,
    '',
    `From the evidence of run ${asCode(run.id)} (${mode}) of ${asCode(run.direction)}, started ${run.startedAt}: ${settled} of the ${run.tasks.length} tasks before this note are settled.${mode === 'rehearsal' ? ' A rehearsal stands for no environment: it shows what would happen there.' : ''}`,
  ];
}

function runLines(run: RunView): readonly string[] {
  const tasks = run.tasks.flatMap((task) => [
    `- ${titleOf(task)}: ${task.verdict}`,
    ...task.actions.map(
      ({ id, environment, verdict }) =>
        `  - ${asCode(id)}${environment === undefined ? '' : ` on ${asMarkdown(environment)}`}: ${verdict}`,
    ),
    ...task.statements.map((file) => evidenceLine(run, file, '  ')),
  ]);
  return ['## What was run', '', ...orNone(tasks)];
}

function unknownLines(run: RunView): readonly string[] {
  const tasks = run.tasks.filter(({ verdict }) => !isSettled(verdict) && verdict !== 'failed');
  return [
    ...tasks.map((task) => `- ${titleOf(task)}: ${verdictOf(task)}`),
    ...unknownSubjects(run).map((words) => `- ${words}`),
  ];
}

function openLines({ order, item }: NoteContext, run: RunView): readonly string[] {
  const settled = new Set(run.tasks.map(({ number }) => number));
  const later = leaves(order?.items ?? []).filter(({ number }) => number !== item?.number && !settled.has(number));
  return [
    ...unsettledTasks(run).flatMap((task) => [
      `- ${titleOf(task)}: ${verdictOf(task)}`,
      `  - Next step: ${nextStepOf(task, run)}`,
    ]),
    ...later
      .filter(({ number }) => !run.tasks.some((task) => number.startsWith(`${task.number}.`)))
      .map(({ number, text }) => `- **${number}. ${asMarkdown(text)}**: comes after this note`),
  ];
}

function leaves(items: readonly Item[]): readonly Item[] {
  return items.flatMap((item) => (item.children.length === 0 ? [item] : leaves(item.children)));
}

function orNone(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ['None.'] : lines;
}
