import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBindings } from './bindings.ts';
import { matchBindings, type MatchedOrder } from './match.ts';
import { findCycle } from './sidecar/cycles.ts';
import { nearestName } from '../core/nearest.ts';
import { nearestWords } from './sidecar/nearest.ts';
import { manager, orderOf, orderWith } from './testing/orders.ts';

const file = 'docs/directions/ops.bindings.yaml';

function match(text: string, yaml: string): MatchedOrder {
  return matchBindings(orderOf(text), readBindings(yaml, file), file);
}

function errors({ findings }: MatchedOrder): readonly (readonly [string, number])[] {
  return findings.filter(({ severity }) => severity === 'error').map(({ rule, line }) => [rule, line]);
}

const complete = `tasks:
  - task: "Overwrite the file"
    run: direction.render
  - task: "Use the following task list verbatim"
    run: direction.tasks
  - task: "Run \`npx prettier --write docs/directions/ops.md\`"
    run: [direction.format, checks.formatted]
    after: "Overwrite  the
      file"
  - task: "Stage only docs/directions/ops.md"
    person: QA
done:
  - { box: Template applied, check: direction.conforms }
  - { box: Prettier executed, check: checks.formatted }
  - { box: "Only \`docs/directions/ops.md\` staged", check: checks.staged }
rollback: { quote: "git checkout -- docs/directions/ops.md", run: direction.restore }
monitoring: { quote: "backlog T2/T6", check: checks.backlog }
`;

test('quotations fit by Markdown or plain words, white space folded', () => {
  const { bound, findings } = match(manager, complete);
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['bindings.unbound-task', 'warning']]);
  expect(findings[0]?.message).toContain('task 3;');
  expect(
    bound.tasks.map(({ item, steps, after, person }) => [
      item.number,
      steps.map(({ action }) => action),
      after,
      person,
    ]),
  ).toEqual([
    ['1', ['direction.render'], [], undefined],
    ['2', ['direction.tasks'], [], undefined],
    ['3', [], [], undefined],
    ['4', ['direction.format', 'checks.formatted'], ['1'], undefined],
    ['5', [], [], 'QA'],
  ]);
  expect(bound.boxes.map(({ steps }) => steps.length)).toEqual([1, 1, 1]);
  expect(bound.rollback?.line.label).toBe('Rollback Plan');
  expect(bound.monitoring?.line.label).toBe('Monitoring');
});

const numbers = (yaml: string): readonly string[] => match(manager, yaml).bound.tasks.map(({ item }) => item.number);

test('a bound item takes its nested list as input; the leaves of an unbound one are the tasks', () => {
  expect(numbers('tasks: [{ task: "verbatim", run: a.b }]')).toEqual(['1', '2', '3', '4', '5']);
  expect(numbers('')).toEqual(['1', '2.1', '2.2', '2.3', '2.4', '2.5', '3', '4', '5']);
});

test('renumbering breaks no binding', () => {
  const moved = orderWith('7. New\n7. Deploy\n7. Tidy');
  const { bound } = match(moved, 'tasks: [{ task: Tidy, run: a.b, after: Deploy }]');
  expect(bound.tasks.map(({ item, steps, after }) => [item.number, steps.length, after])).toEqual([
    ['1', 0, []],
    ['2', 0, []],
    ['3', 1, ['2']],
  ]);
});

test('a quotation that fits nothing names the nearest', () => {
  const { findings, bound } = match(manager, 'tasks:\n  - task: "Override the file using a template"\n    run: a.b');
  expect(findings.at(-1)).toMatchObject({ rule: 'bindings.fits-none', severity: 'error', file, line: 2 });
  expect(findings.at(-1)?.fix).toContain('task 1: "Overwrite the file using the template');
  expect(bound.tasks.every(({ steps }) => steps.length === 0)).toBe(true);
});

test('a quotation that fits two names both', () => {
  const { findings } = match(orderWith('1. Deploy a\n2. Deploy b'), 'tasks:\n  - task: Deploy\n    run: a.b');
  const found = findings.find(({ rule }) => rule === 'bindings.fits-several');
  expect(found).toMatchObject({ severity: 'error', line: 2 });
  expect(found?.message).toBe('"Deploy" fits task 1 ("Deploy a") and task 2 ("Deploy b")');
});

test('a quotation that fits many names three', () => {
  const tasks = Array.from({ length: 9 }, (_, index) => `${index + 1}. Deploy ${index}`).join('\n');
  const { findings } = match(orderWith(tasks), 'tasks:\n  - task: Deploy\n    run: a.b');
  expect(findings.at(-1)?.message).toContain('and 6 more');
});

const tasks = orderWith('1. alpha\n2. beta\n3. gamma\n   1. delta\n   2. epsilon');
const run = (task: string, after: string): string => `  - { task: ${task}, run: a.b, after: ${after} }`;

test.each([
  ['the same task twice', [run('alpha', '[]'), run('alph', '[]')], [['bindings.twice', 3]]],
  ['input of a bound task', [run('gamma', '[]'), run('delta', '[]')], [['bindings.nested', 3]]],
  ['after what fits nothing', [run('beta', 'omega')], [['bindings.after', 2]]],
  ['after what fits several', [run('epsilon', 'ta')], [['bindings.after', 2]]],
  ['after a list, not a task', [run('epsilon', 'gamma')], [['bindings.after', 2]]],
  ['after a later task', [run('alpha', 'beta')], [['bindings.after-later', 2]]],
  ['after an earlier task', [run('epsilon', '[alpha, delta]')], []],
  ['a ring of one', [run('beta', 'beta')], [['bindings.cycle', 2]]],
  [
    'a ring, and a task that waits for it',
    [run('alpha', 'delta'), run('beta', 'alpha'), run('delta', 'beta')],
    [['bindings.cycle', 2]],
  ],
  [
    'a ring and a later task',
    [run('alpha', 'beta'), run('beta', 'alpha'), run('delta', 'epsilon')],
    [
      ['bindings.cycle', 2],
      ['bindings.after-later', 4],
    ],
  ],
])('%s', (_, bindings, expected) => {
  expect(errors(match(tasks, `tasks:\n${bindings.join('\n')}`))).toEqual(expected);
});

test('a ring is named', () => {
  const yaml = `tasks:\n${[run('alpha', 'delta'), run('beta', 'alpha'), run('delta', 'beta')].join('\n')}`;
  const found = match(tasks, yaml).findings.find(({ rule }) => rule === 'bindings.cycle');
  expect(found?.message).toBe('Tasks wait for each other: 1 → 3.1 → 2 → 1');
});

test.each([
  ['a box that is not there', 'done:\n  - { box: Shipped, check: a.b }', 'bindings.fits-none'],
  ['two boxes', 'done:\n  - { box: "ed", check: a.b }', 'bindings.fits-several'],
  ['a box twice', 'done:\n  - { box: Prettier, check: a.b }\n  - { box: Prettier, check: a.b }', 'bindings.twice'],
  ['a rollback that is not the plan’s', 'rollback:\n  quote: git reset\n  run: a.b', 'bindings.fits-none'],
  ['a rollback that quotes another line', 'rollback:\n  quote: Ensure tasks\n  run: a.b', 'bindings.fits-none'],
  ['a monitoring line that is not there', 'monitoring:\n  quote: git checkout\n  check: a.b', 'bindings.fits-none'],
])('%s', (_, yaml, rule) => {
  expect(errors(match(manager, yaml)).map(([code]) => code)).toEqual([rule]);
});

test('a ring is found wherever there is one, and never elsewhere', () => {
  const edges = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 14 });
  fc.assert(
    fc.property(edges, (pairs) => {
      const waits = new Map(
        pairs.map(([from]) => [`${from}`, pairs.filter(([f]) => f === from).map(([, to]) => `${to}`)]),
      );
      const reach = (from: string, seen: ReadonlySet<string>): ReadonlySet<string> =>
        (waits.get(from) ?? []).reduce((all, to) => (all.has(to) ? all : reach(to, new Set([...all, to]))), seen);
      const hasRing = [...waits.keys()].some((node) => reach(node, new Set()).has(node));
      const ring = findCycle(waits);
      expect(ring !== undefined).toBe(hasRing);
      for (const [index, node] of (ring ?? []).slice(0, -1).entries())
        expect(waits.get(node)).toContain(ring?.[index + 1]);
      expect(ring?.[0]).toBe(ring?.at(-1));
    }),
  );
});

test('ten thousand tasks in a row are no ring', () => {
  const row = Array.from({ length: 10_000 }, (_, index) => [`${index + 1}`, [`${index}`]] as const);
  expect(findCycle(new Map(row))).toBeUndefined();
});

test.each([
  ['direction.rendr', 'direction.render'],
  ['database.push', undefined],
  ['check.staged', 'checks.staged'],
])('the nearest name to %s', (name, expected) => {
  expect(nearestName(name, ['checks.staged', 'direction.render', 'direction.tasks'])).toBe(expected);
});

test('there is no nearest of none', () => {
  expect(nearestName('a', [])).toBeUndefined();
  expect(nearestWords('a', [])).toBeUndefined();
});
