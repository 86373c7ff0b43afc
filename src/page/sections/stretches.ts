import type { TaskRecord } from '../../core/record.ts';

/** Neighbours in the record, told by their ends: tasks 1 to 16. */
export interface Stretch {
  readonly first: TaskRecord;
  readonly last: TaskRecord;
}

/** Folds three and more neighbours of `all` into one stretch; two stay two. `members` stand in the order of `all`. */
export function stretchesOf(members: readonly TaskRecord[], all: readonly TaskRecord[]): readonly Stretch[] {
  return runsOf(members, all).flatMap((run) => {
    const first = run.at(0);
    const last = run.at(-1);
    if (first === undefined || last === undefined) return [];
    return run.length > 2 ? [{ first, last }] : run.map((task) => ({ first: task, last: task }));
  });
}

function runsOf(members: readonly TaskRecord[], all: readonly TaskRecord[]): readonly (readonly TaskRecord[])[] {
  const runs: TaskRecord[][] = [];
  for (const task of members) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (before !== undefined && all[all.indexOf(before) + 1] === task && isBox(before) === isBox(task)) run?.push(task);
    else runs.push([task]);
  }
  return runs;
}

function isBox({ number }: TaskRecord): boolean {
  return number.startsWith('done-');
}
