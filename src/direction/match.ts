import type { Bindings, BoundBox, BoundLine, BoundOrder, BoundTask, CheckBinding } from '../core/binding.ts';
import type { Finding, Item, LabelledLine, Order } from '../core/order.ts';
import { byLine, type Found } from './rules/rule.ts';
import { readAfter, type Matched } from './sidecar/after.ts';
import { theOne } from './sidecar/quote.ts';
import { Quotables } from './sidecar/quotables.ts';
import { matchItems, tasksOf } from './sidecar/tasks.ts';
import { unboundFindings } from './sidecar/unbound.ts';

/** An order with what was bound to it. With an error among the findings it must not be run. */
export interface MatchedOrder {
  readonly bound: BoundOrder;
  readonly findings: readonly Finding[];
}

/** Puts the sidecar's bindings to the order's tasks, boxes and lines. `file` is the sidecar's path, for findings. */
export function matchBindings(order: Order, bindings: Bindings, file: string): MatchedOrder {
  const found: Found[] = [];
  const matched = matchItems(order.items, bindings.tasks, found);
  const tasks = bindTasks(order, matched, found);
  const boxes = bindBoxes(order, bindings.done, tasks, found);
  const rollback = bindLine(order, bindings.rollback, /^rollback/i, 'Rollback Plan', found);
  const monitoring = bindLine(order, bindings.monitoring, /^monitoring/i, 'Monitoring', found);
  const bound: BoundOrder = {
    order,
    tasks,
    boxes,
    ...(rollback !== undefined && { rollback }),
    ...(monitoring !== undefined && { monitoring }),
  };
  const findings = [...found, ...unboundFindings(bound)].map((finding) => ({ ...finding, file }));
  return { bound, findings: findings.toSorted(byLine) };
}

function bindTasks(order: Order, matched: readonly Matched[], found: Found[]): readonly BoundTask[] {
  const items = tasksOf(order.items, new Set(matched.map(({ item }) => item.number)));
  const { after, findings } = readAfter(matched, items);
  found.push(...findings);
  const byNumber = new Map(matched.map(({ item, binding }) => [item.number, binding]));
  return items.map((item) => bindTask(item, byNumber.get(item.number), after.get(item.number) ?? []));
}

function bindTask(item: Item, binding: Matched['binding'] | undefined, after: readonly string[]): BoundTask {
  const person = binding?.person;
  return { item, steps: binding?.steps ?? [], after, ...(person !== undefined && { person }) };
}

function bindBoxes(
  order: Order,
  checks: readonly CheckBinding[],
  tasks: readonly BoundTask[],
  found: Found[],
): readonly BoundBox[] {
  const bound = new Map<string, CheckBinding>();
  const quotables = new Quotables(order.boxes);
  const tasksToName = new Quotables(tasks.map(({ item }) => item));
  for (const check of checks) {
    const match = theOne(check.quote, quotables, (box) => `box ${box.number}`, check.line);
    if ('finding' in match) found.push(match.finding);
    else if (bound.has(match.one.number)) found.push(twice(`box ${match.one.number}`, check.line));
    else bound.set(match.one.number, check);
  }
  return order.boxes.map((box) => {
    const check = bound.get(box.number);
    return { box, steps: check?.steps ?? [], after: check === undefined ? [] : tasksOfBox(check, tasksToName, found) };
  });
}

/** The numbers of the tasks that a box speaks of. */
function tasksOfBox(check: CheckBinding, items: Quotables<Item>, found: Found[]): readonly string[] {
  return check.after.flatMap((quote) => {
    const match = theOne(quote, items, (item) => `task ${item.number}`, check.line);
    if ('one' in match) return [match.one.number];
    found.push({ ...match.finding, rule: 'bindings.after' });
    return [];
  });
}

function bindLine(
  order: Order,
  binding: CheckBinding | undefined,
  label: RegExp,
  name: string,
  found: Found[],
): BoundLine | undefined {
  if (binding === undefined) return undefined;
  const lines: readonly LabelledLine[] = order.risk.filter((line) => label.test(line.label));
  const match = theOne(binding.quote, new Quotables(lines), () => `the line "${name}"`, binding.line);
  if ('one' in match) return { line: match.one, steps: binding.steps };
  found.push(match.finding);
  return undefined;
}

function twice(named: string, line: number): Found {
  return {
    rule: 'bindings.twice',
    severity: 'error',
    line,
    message: `A second binding fits ${named}`,
    fix: 'Join the two: `check` takes a list',
  };
}
