import type { TaskBinding } from '../../core/binding.ts';
import type { Item } from '../../core/order.ts';
import type { Found } from '../rules/rule.ts';
import { findCycle } from './cycles.ts';
import { theOne } from './quote.ts';
import { Quotables } from './quotables.ts';

/** A binding with the task that it fits. */
export interface Matched {
  readonly item: Item;
  readonly binding: TaskBinding;
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly line: number;
}

/** Which tasks each one waits for, by number, and what is wrong with that. `tasks` stand in the order of the run. */
export function readAfter(
  matched: readonly Matched[],
  tasks: readonly Item[],
): { after: ReadonlyMap<string, readonly string[]>; findings: readonly Found[] } {
  const edges: Edge[] = [];
  const quotables = new Quotables(tasks);
  const findings: Found[] = [];
  for (const { item, binding } of matched) {
    for (const quote of binding.after) {
      const found = theOne(quote, quotables, (task) => `task ${task.number}`, binding.line);
      if ('finding' in found) findings.push({ ...found.finding, rule: 'bindings.after' });
      else edges.push({ from: item.number, to: found.one.number, line: binding.line });
    }
  }
  const byTask = Map.groupBy(edges, ({ from }) => from);
  const after = new Map(matched.map(({ item: { number } }) => [number, targetsOf(byTask.get(number) ?? [])]));
  return { after, findings: [...findings, ...orderFindings(edges, after, tasks)] };
}

function targetsOf(edges: readonly Edge[]): readonly string[] {
  return [...new Set(edges.map(({ to }) => to))];
}

/** A ring is named as one; what only waits for a later task is named by itself. */
function orderFindings(
  edges: readonly Edge[],
  after: ReadonlyMap<string, readonly string[]>,
  tasks: readonly Item[],
): readonly Found[] {
  const place = new Map(tasks.map(({ number }, index) => [number, index]));
  const ring = findCycle(after);
  const inRing = new Set(ring);
  const later = edges.filter(({ from, to }) => (place.get(to) ?? 0) >= (place.get(from) ?? 0));
  const alone = later.filter(({ from, to }) => !(inRing.has(from) && inRing.has(to)));
  const first = edges.find(({ from }) => from === ring?.[0]);
  return [
    ...(ring === undefined ? [] : [cycle(ring, first?.line ?? 1)]),
    ...alone.map(({ from, to, line }) => notEarlier(from, to, line)),
  ];
}

function cycle(ring: readonly string[], line: number): Found {
  return {
    rule: 'bindings.cycle',
    severity: 'error',
    line,
    message: `Tasks wait for each other: ${ring.join(' → ')}`,
    fix: 'Take one `after` out of the ring',
  };
}

function notEarlier(from: string, to: string, line: number): Found {
  return {
    rule: 'bindings.after-later',
    severity: 'error',
    line,
    message: `Task ${from} waits for task ${to}, which comes later: tasks run in order`,
    fix: 'Put the tasks into the order in which they are to run, or take the `after` out',
  };
}
