import type { ActionContext, RunView } from '../../../core/action.ts';
import type { TaskRecord } from '../../../core/record.ts';
import { isSettled, type Verdict } from '../../../core/verdict.ts';
import type { Entry } from './append.ts';
import { nextStepOf, titleOf, unsettledTasks, verdictOf } from './unsettled.ts';
import { asCode } from './words.ts';

const reportSections = ['Status Summary', 'Evidence', 'Blockers', 'Next Steps'] as const;

/** The entry that `feedback.write` leaves: what the journal says, and nothing else. */
export function reportEntry(context: ActionContext, run: RunView): Entry {
  const bodies: Readonly<Record<(typeof reportSections)[number], readonly string[]>> = {
    'Status Summary': statusLines(run),
    Evidence: evidenceLines(run),
    Blockers: unsettledTasks(run).map((task) => `- ${titleOf(task)} — ${verdictOf(task)}`),
    'Next Steps': unsettledTasks(run).map((task) => `- ${task.number}: ${nextStepOf(task, run)}`),
  };
  return {
    heading: `## Run \`${run.id}\` (${context.mode})`,
    lines: reportSections.flatMap((title) => [`### ${title}`, '', ...orNone(bodies[title]), '']),
  };
}

function orNone(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ['None.'] : lines;
}

function statusLines(run: RunView): readonly string[] {
  const settled = run.tasks.filter((task) => isSettled(task.verdict)).length;
  return [
    `Direction: \`${run.direction}\`. Started: ${run.startedAt}. Settled: ${settled} of ${run.tasks.length} tasks${countsOf(run.tasks)}.`,
    '',
    ...run.tasks.map((task) => `- ${titleOf(task)} — ${task.verdict}${attestedBy(task)}`),
  ];
}

function countsOf(tasks: readonly TaskRecord[]): string {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of tasks) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const words = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([verdict, many]) => `${many} ${verdict}`);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

function attestedBy(task: TaskRecord): string {
  return task.attestation === undefined ? '' : ` by ${asCode(task.attestation.by)}`;
}

function evidenceLines(run: RunView): readonly string[] {
  return run.tasks.flatMap((task) => {
    const files = [...task.actions.flatMap((action) => action.evidence), ...task.statements];
    const named = files.map(
      (file) => `  - ${asCode(`${run.folder}/${file.path}`)} (sha256 ${file.sha256.slice(0, 12)})`,
    );
    return named.length === 0 ? [] : [`- ${titleOf(task)}`, ...named];
  });
}
