import type { RunView } from '../../../core/action.ts';
import type { ActionRecord, TaskRecord } from '../../../core/record.ts';
import { isSettled } from '../../../core/verdict.ts';
import { asCode, asMarkdown } from '../../feedback/entry/words.ts';
import { evidenceLine } from './evidence.ts';
import { factLines } from './fact-lines.ts';
import { takenBack } from './taken-back.ts';

interface Subject {
  readonly title: string;
  readonly action: string;
}

/** What the note says of an area: an area that is to be in it is one entry more. */
interface AreaSection {
  readonly title: string;
  /** What a reader looks for, and the actions that tell it, in the order of the note. */
  readonly subjects: readonly Subject[];
  /** What is told by its name where it ran, and missed by nobody where it did not. */
  readonly byTheWay: readonly Subject[];
}

export const areaSections: Readonly<Record<string, AreaSection>> = {
  database: {
    title: 'Database',
    subjects: [
      { title: 'Migrations', action: 'database.push' },
      { title: 'Tests', action: 'database.test' },
      { title: 'Access matrix', action: 'database.access' },
      { title: 'Seeds', action: 'database.seed' },
      { title: 'Drift', action: 'database.drift' },
    ],
    byTheWay: [
      { title: 'Taken back', action: 'database.down' },
      { title: 'Ways back', action: 'database.back' },
    ],
  },
};

/** An action of the run, and the task that it was part of. */
interface Ran {
  readonly task: TaskRecord;
  readonly action: ActionRecord;
}

/** Every subject, whether something is known of it or not; then what else the area did. */
export function areaLines(run: RunView, area: string, section: AreaSection): readonly string[] {
  const ran = ranIn(run, area);
  const ids = new Set(ran.map(({ action }) => action.id));
  const named = [...section.subjects, ...section.byTheWay.filter(({ action }) => ids.has(action))];
  const others = [...ids].filter((id) => !named.some(({ action }) => action === id)).toSorted();
  const subjects = [...named, ...others.map((action) => ({ title: asCode(action), action }))];
  return [
    `## ${section.title}`,
    ...subjects.flatMap(({ title, action }) => ['', `### ${title}`, '', ...subjectLines(run, action, ran)]),
  ];
}

/** What nobody has looked at in this run: not known, and never taken for good. */
export function unknownSubjects(run: RunView): readonly string[] {
  return Object.entries(areaSections).flatMap(([area, { title, subjects }]) => {
    const ran = new Set(ranIn(run, area).map(({ action }) => action.id));
    return subjects
      .filter(({ action }) => !ran.has(action))
      .map((subject) => `${title}, ${subject.title.toLowerCase()}: no ${asCode(subject.action)} ran in this run`);
  });
}

export function ranIn(run: RunView, area: string): readonly Ran[] {
  return run.tasks.flatMap((task) =>
    task.actions.filter(({ id }) => id.startsWith(`${area}.`)).map((action) => ({ task, action })),
  );
}

function subjectLines(run: RunView, action: string, all: readonly Ran[]): readonly string[] {
  const ran = all.filter((each) => each.action.id === action);
  if (ran.length === 0) return [`Unknown: no ${asCode(action)} ran in this run.`];
  return [...ran.flatMap((each) => ranLines(run, each)), ...(action === 'database.push' ? takenBackLines(run) : [])];
}

/** What a push says it has done is not so any more. */
function takenBackLines(run: RunView): readonly string[] {
  return takenBack(run).map(
    ({ name, environment, task }) =>
      `- **Taken back since** on ${asMarkdown(environment)}, by task ${task}: ${asMarkdown(name)}`,
  );
}

function ranLines(run: RunView, { task, action }: Ran): readonly string[] {
  const { environment, verdict, reason, asked, done, facts = {}, evidence } = action;
  const where = environment === undefined ? 'No environment' : `On ${asMarkdown(environment)}`;
  const why = reason ?? (isSettled(verdict) ? undefined : 'no reason was recorded');
  return [
    `- ${where}: **${verdict}**${why === undefined ? '' : ` (${asMarkdown(why)})`}, task ${task.number}, ${task.startedAt}`,
    ...(asked === undefined ? [] : [`  - asked: ${asMarkdown(asked)}`]),
    ...(done === undefined ? [] : [`  - done: ${asMarkdown(done)}`]),
    ...factLines(facts, '  '),
    ...evidence.map((file) => evidenceLine(run, file, '  ')),
  ];
}
