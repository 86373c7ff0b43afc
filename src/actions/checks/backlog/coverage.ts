import type { Item } from '../../../core/order.ts';
import type { BacklogTask } from './read.ts';
import { shared, subjectOf } from './subject.ts';

/** How a direction's tasks meet one task of the backlog. */
export interface Coverage {
  /** Numbers of the tasks that share two words or more with the backlog task's title. */
  readonly by: readonly string[];
  /** Words of its title that no task of the direction holds. */
  readonly missing: readonly string[];
  readonly isCovered: boolean;
}

/** Covered: a task shares two words of the title (or its only one), and all tasks together hold half of them. */
export function coverageOf(task: BacklogTask, items: readonly Item[]): Coverage {
  const wanted = subjectOf(task.title);
  const leaves = items.flatMap(leavesOf).map((item) => ({ number: item.number, words: subjectOf(item.raw) }));
  const enough = Math.min(2, wanted.size);
  const by = leaves.filter(({ words }) => shared(wanted, words).length >= enough).map(({ number }) => number);
  const held = new Set(leaves.flatMap(({ words }) => shared(wanted, words)));
  const missing = [...wanted].filter((word) => !held.has(word)).sort();
  return { by, missing, isCovered: by.length > 0 && held.size * 2 >= wanted.size };
}

function leavesOf(item: Item): readonly Item[] {
  return item.children.length === 0 ? [item] : item.children.flatMap(leavesOf);
}

/** Whether a document speaks of a backlog task: by its id, or by half of its title's words. */
export function speaksOf(text: string, task: BacklogTask): boolean {
  const id = new RegExp(String.raw`(?<![\w-])${task.id.replaceAll(/[^\w]/g, String.raw`\$&`)}(?![\w-])`);
  const wanted = subjectOf(task.title);
  return id.test(text) || shared(wanted, subjectOf(text)).length * 2 >= wanted.size;
}
