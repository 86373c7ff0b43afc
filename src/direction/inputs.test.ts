import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineAction, defineCheck, type Action, type Catalogue } from '../core/action.ts';
import type { Finding } from '../core/order.ts';
import { readBindings } from './bindings.ts';
import { checkSteps } from './inputs.ts';
import { matchBindings } from './match.ts';
import { proposeBindings } from './propose.ts';
import { manager, orderOf, orderWith } from './testing/orders.ts';

const file = 'ops.bindings.yaml';
const shared = { summary: 's', needs: {} };

const staged = defineCheck({
  ...shared,
  id: 'checks.staged',
  effects: 'none',
  input: z.strictObject({ only: z.string().min(3) }),
  recognises: [/^Only .* staged/],
  reads: ({ paths: [only] }) => ({ only }),
  check: () => Promise.resolve({ verdict: 'verified' }),
});

function change(
  id: string,
  effects: 'workspace' | 'environment',
  recognises: RegExp[],
  input = z.strictObject({}),
): Action {
  return defineAction({
    ...shared,
    id,
    effects,
    input,
    recognises,
    plan: () => Promise.resolve({ summary: '', changes: [], data: null }),
    apply: () => Promise.resolve(),
    verify: () => Promise.resolve({ verdict: 'verified' }),
  });
}

const actions = [
  staged,
  change('direction.tasks', 'workspace', [/task list verbatim/i], z.strictObject({ to: z.string() }) as never),
  change('direction.format', 'workspace', [/prettier --write/g]),
  change('direction.restore', 'workspace', [/git checkout --/]),
  change('database.push', 'environment', [/supabase db push/]),
  change('database.note', 'workspace', [/`supabase db push`/]),
];

const catalogue: Catalogue = {
  ids: actions.map(({ id }) => id),
  load: (id) => Promise.resolve(actions.find((action) => action.id === id)),
};

async function check(yaml: string): Promise<readonly Finding[]> {
  const { bound } = matchBindings(orderOf(manager), readBindings(yaml, file), file);
  return checkSteps(bound, catalogue, file);
}

test('steps that the catalogue knows and whose inputs fit', async () => {
  const yaml = `tasks:
  - { task: Overwrite, run: direction.format }
done:
  - { box: Only, check: checks.staged only=docs }
rollback: { quote: git checkout, run: direction.restore }
monitoring: { quote: T2, check: checks.staged only=docs }
`;
  expect(await check(yaml)).toEqual([]);
});

test.each([
  [
    'tasks:\n  - task: Overwrite\n    run: direction.fromat',
    'bindings.unknown-action',
    3,
    'Did you mean "direction.format"?',
  ],
  ['tasks:\n  - task: Overwrite\n    run: x.y', 'bindings.unknown-action', 3, 'prestage --help'],
  ['done:\n  - box: Only\n    check: direction.format', 'bindings.not-a-check', 3, 'checks'],
  ['monitoring:\n  quote: T2\n  check: direction.format', 'bindings.not-a-check', 3, 'checks'],
  ['done:\n  - box: Only\n    check: checks.staged', 'bindings.invalid-input', 3, 'prestage checks staged --help'],
])('%j', async (yaml, rule, line, fix) => {
  const findings = await check(yaml);
  expect(findings).toMatchObject([{ rule, severity: 'error', file, line }]);
  expect(findings[0]?.fix).toContain(fix);
});

test('an invalid input is named by its field', async () => {
  const findings = await check('done:\n  - box: Only\n    check: checks.staged only=ab files=3');
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringContaining('box done-3 gives checks.staged an input that it cannot take: only: '),
    expect.stringContaining('files: '),
  ]);
});

test('of an input that may be one value or a list, it is said what it takes', async () => {
  const one = z.string().min(1);
  const scripts = z.union([z.array(one), one.transform((value) => [value])]).describe('names of npm scripts');
  const run = change('checks.run', 'workspace', [], z.strictObject({ scripts }) as never);
  const yaml = `tasks:\n  - task: Overwrite\n    run: 'checks.run scripts=""'\n`;
  const { bound } = matchBindings(orderOf(manager), readBindings(yaml, file), file);
  const [finding] = await checkSteps(bound, { ids: [run.id], load: () => Promise.resolve(run) }, file);
  expect(finding?.message).toContain('scripts: it takes one value or a list: names of npm scripts');
});

test('an input that is missing is said to be missing', async () => {
  const [finding] = await check('done:\n  - box: Only\n    check: checks.staged');
  expect(finding?.message).toContain('only: it is required, and missing');
});

test('a sidecar is proposed from what the actions recognise', () => {
  const { yaml, unbound, incomplete } = proposeBindings(orderOf(manager), actions);
  expect(incomplete).toBe(1);
  expect(yaml).toBe(`tasks:
#   - task: "Use the following task"
#     run: direction.tasks # add to=…
  - task: "Run npx prettier --write"
    run: direction.format
done:
  - box: "Only docs/directions/ops.md staged."
    check: checks.staged only=docs/directions/ops.md
rollback:
  quote: "git checkout -- docs/directions/ops.md"
  run: direction.restore
`);
  expect(unbound.map(({ number }) => number)).toEqual(['1', '3', '5']);
});

test('leaves are proposed where their list is not; several actions become a list; the environment is taken from the words', () => {
  const text = orderWith(
    '1. Do these:\n   1. Push to staging with `supabase db push`\n   2. Push with `supabase db push`\n2. Wait',
  );
  const { yaml, unbound } = proposeBindings(orderOf(text), actions);
  expect(yaml).toBe(`tasks:
  - task: "Push to staging with"
    run:
      - database.push env=staging
      - database.note
#   - task: "Push with supabase db"
#     run:
#       - database.push # add env=…
#       - database.note
rollback:
  quote: "git checkout -- docs"
  run: direction.restore
`);
  expect(unbound.map(({ number }) => number)).toEqual(['2']);
});

test('tasks that cannot be told apart are not proposed', () => {
  const { yaml, unbound } = proposeBindings(orderOf(orderWith('1. supabase db push\n2. supabase db push')), actions);
  expect(yaml).not.toContain('tasks');
  expect(unbound).toHaveLength(2);
});

test('a proposal can be read and fits', () => {
  const order = orderOf(manager);
  const { bound, findings } = matchBindings(order, readBindings(proposeBindings(order, actions).yaml, file), file);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(bound.tasks.filter(({ steps }) => steps.length > 0).map(({ item }) => item.number)).toEqual(['4']);
  expect(bound.boxes.filter(({ steps }) => steps.length > 0)).toHaveLength(1);
});

test('nothing that is recognised is an empty proposal', () => {
  expect(proposeBindings(orderOf(manager), []).yaml).toBe('');
});

test('several actions are proposed in the order in which the words speak of them', () => {
  const named = [change('a.tidy', 'workspace', [/clean up/i]), change('b.write', 'workspace', [/write feedback/i])];
  const order = orderOf(orderWith('1. Write feedback and clean up'));
  expect(proposeBindings(order, named).yaml).toContain('      - b.write\n      - a.tidy\n');
});
