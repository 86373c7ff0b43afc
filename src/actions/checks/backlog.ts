import { z } from 'zod';
import { defineCheck, type ActionContext, type Outcome } from '../../core/action.ts';
import type { Order } from '../../core/order.ts';
import { exists, readText } from '../../services/files/read.ts';
import { walk } from '../../services/files/walk.ts';
import { readDirectionFile } from '../direction-file.ts';
import { listOfPaths, listOfWords, workspacePath } from '../inputs.ts';
import { coverageOf, speaksOf, type Coverage } from './backlog/coverage.ts';
import { readBacklog, type BacklogTask } from './backlog/read.ts';

const input = z.strictObject({
  file: workspacePath.describe('the backlog, a YAML list of tasks'),
  tasks: listOfWords.describe('ids of the backlog tasks that the direction serves'),
  docs: listOfPaths.optional().describe('files or folders whose Markdown must speak of each of them'),
  direction: workspacePath.optional().describe('the direction to compare; the one that is being run when absent'),
});

export const checksBacklog = defineCheck({
  id: 'checks.backlog',
  summary: 'Check that the direction serves tasks of the backlog that are open, and that their docs are there',
  input,
  effects: 'none',
  needs: {},
  recognises: [/\balign with backlog\b/i, /\bbacklog\b.*\bT\d+/],
  reads: ({ text, paths: [file] }) => ({ file, tasks: text.match(/\bT\d+\b/g) ?? undefined }),

  async check(context, { file, tasks, docs = [], direction }) {
    const order = direction === undefined ? context.order : await readDirectionFile(context, direction);
    if (order === undefined)
      return {
        verdict: 'unknown',
        reason: 'no direction to compare with the backlog',
        fix: 'Name one: `direction=docs/directions/….md`.',
      };
    const backlog = await readBacklog(context.root, file);
    const texts = await textsOf(context, docs);
    const judged = await Promise.all(tasks.map((id) => judge(context, id, backlog, order, texts)));
    const faults = [...texts.missing.map((path) => `${path} is not there`), ...judged.flatMap((each) => each.faults)];
    const facts = Object.fromEntries(judged.map(({ id, coverage }) => [id, coverage?.by ?? null]));
    const fix = `Correct ${file}, or the direction: whichever of them is wrong.`;
    if (faults.length > 0) return { verdict: 'failed', reason: faults.join('; '), fix, facts };
    const unclear = judged.filter(({ isClear }) => !isClear).map(({ id }) => id);
    if (unclear.length > 0)
      return { verdict: 'unknown', reason: `the backlog gives no status of ${unclear.join(', ')}`, fix, facts };
    return { verdict: 'verified', facts } satisfies Outcome;
  },
});

interface Texts {
  /** Undefined when no docs were named: then none need speak of anything. */
  readonly found: ReadonlyMap<string, string> | undefined;
  readonly missing: readonly string[];
}

async function textsOf(context: ActionContext, paths: readonly string[]): Promise<Texts> {
  if (paths.length === 0) return { found: undefined, missing: [] };
  const found = new Map<string, string>();
  const missing: string[] = [];
  for (const path of paths) {
    const files = (await exists(context.root, path)) ? await markdownAt(context, path) : [];
    if (files.length === 0) missing.push(path);
    for (const file of files) found.set(file, await readText(context.root, file));
  }
  return { found, missing };
}

async function markdownAt(context: ActionContext, path: string): Promise<readonly string[]> {
  if (/\.(?:md|markdown)$/i.test(path)) return [path];
  return (await walk(context.root, path)).filter((file) => /\.(?:md|markdown)$/i.test(file));
}

interface Judged {
  readonly id: string;
  readonly faults: readonly string[];
  readonly isClear: boolean;
  readonly coverage?: Coverage;
}

async function judge(
  context: ActionContext,
  id: string,
  backlog: readonly BacklogTask[],
  order: Order,
  texts: Texts,
): Promise<Judged> {
  const task = backlog.find((each) => each.id === id);
  if (task === undefined) return { id, faults: [notThere(id, backlog)], isClear: true };
  const coverage = coverageOf(task, order.items);
  const faults = [
    ...statusFaults(task),
    ...(coverage.isCovered ? [] : [`no task of the direction serves ${id} (${task.title})`]),
    ...(await docFaults(context, task, texts)),
  ];
  return { id, faults, isClear: task.status !== undefined, coverage };
}

/** Ids are short: the nearest one is as likely another task, so that they are listed instead. */
const mostIds = 12;

function notThere(id: string, backlog: readonly BacklogTask[]): string {
  const known = backlog.slice(0, mostIds).map((task) => task.id);
  const more = backlog.length > mostIds ? ` and ${backlog.length - mostIds} more` : '';
  return `the backlog has no ${id}: it has ${known.join(', ') || 'no tasks'}${more}`;
}

/** A direction that does what is done, or what waits for something else, is not in step with the backlog. */
function statusFaults({ id, status }: BacklogTask): readonly string[] {
  if (status === 'done') return [`the backlog says that ${id} is done already`];
  return status === 'blocked' ? [`the backlog says that ${id} is blocked`] : [];
}

async function docFaults(context: ActionContext, task: BacklogTask, { found }: Texts): Promise<readonly string[]> {
  const there = await Promise.all(task.docs.map((path) => exists(context.root, path)));
  const missing = task.docs.filter((_, index) => there[index] === false);
  const isSpokenOf = found === undefined || [...found.values()].some((text) => speaksOf(text, task));
  return [
    ...missing.map((path) => `${task.id} names ${path}, which is not there`),
    ...(isSpokenOf || found.size === 0 ? [] : [`no doc speaks of ${task.id}: ${[...found.keys()].join(', ')}`]),
  ];
}
