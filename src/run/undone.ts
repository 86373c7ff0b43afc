import { basename, join } from 'node:path';
import type { BoundTask, Step } from '../core/binding.ts';
import type { ActionRecord, TaskRecord } from '../core/record.ts';
import { isSettled } from '../core/verdict.ts';
import { plannedTargets } from './resume/intended.ts';

export interface Undoing {
  /** The run's folder, absolute. */
  readonly folder: string;
  readonly bound: readonly BoundTask[];
  readonly tasks: readonly TaskRecord[];
}

/**
 * The settled tasks that a rollback undid: those whose actions changed, or were told of, what it changed. One that found
 * nothing to change undid nothing.
 */
export async function undoneTasks(
  rollback: readonly ActionRecord[],
  { folder, bound, tasks }: Undoing,
): Promise<readonly string[]> {
  const back = await targetsOf(folder, rollback);
  if (back.length === 0) return [];
  const undone: string[] = [];
  for (const { number, verdict, actions } of tasks) {
    const steps = bound.find(({ item }) => item.number === number)?.steps ?? [];
    const own = [...steps.flatMap(namesIn), ...(await targetsOf(folder, actions))];
    if (isSettled(verdict) && own.some((name) => back.some((other) => overlap(name, other)))) undone.push(number);
  }
  return undone;
}

/** What the kept plans of these actions were about to change. */
async function targetsOf(folder: string, actions: readonly ActionRecord[]): Promise<readonly string[]> {
  const plans = actions
    .flatMap(({ evidence }) => evidence)
    .filter(({ path }) => /^plan(?:-\d+)?\.json$/.test(basename(path)));
  return (await Promise.all(plans.map(({ path }) => plannedTargets(join(folder, path))))).flat();
}

function namesIn({ input }: Step): readonly string[] {
  return stringsIn(input);
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** The same thing, or one in the other. */
function overlap(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => `${name.replace(/\/+$/, '')}/`) as [string, string];
  return a.startsWith(b) || b.startsWith(a);
}
