import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Failure } from '../core/failure.ts';
import { readBindings } from './bindings.ts';
import { readHouseRules } from './house.ts';
import { readStep } from './sidecar/step.ts';

const file = 'docs/directions/ops.bindings.yaml';

function failureOf(read: () => unknown): Failure['data'] | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.data;
    throw error;
  }
}

const step = (action: string, line: number, input = {}): unknown => ({ action, input, line });

test('a sidecar is read, with lines', () => {
  const text = `tasks:
  - task: "Apply the Supabase idea pool"
    run: database.push env=staging
  - task: "Write feedback to"
    run: [feedback.write, feedback.tidy most=3]
    after: "Confirm"
  - task: "Pair with QA"
    person: QA
    after:
      - "Apply"
      - "Write"
done:
  - box: "Only \`docs/directions/devops.md\` staged"
    check: checks.staged only=docs/directions/devops.md
rollback:
  quote: "git checkout"
  run: direction.restore file=docs/directions/devops.md
monitoring:
  quote: "Ensure tasks align"
  check: checks.backlog file=tasks.backlog.yaml tasks=T2,T6
`;
  expect(readBindings(text, file)).toMatchObject({
    tasks: [
      {
        quote: 'Apply the Supabase idea pool',
        steps: [{ action: 'database.push', environment: 'staging', input: {}, line: 3 }],
        after: [],
        line: 2,
      },
      {
        quote: 'Write feedback to',
        steps: [step('feedback.write', 5), step('feedback.tidy', 5, { most: '3' })],
        after: ['Confirm'],
        line: 4,
      },
      { quote: 'Pair with QA', steps: [], after: ['Apply', 'Write'], person: 'QA', line: 7 },
    ],
    done: [
      {
        quote: 'Only `docs/directions/devops.md` staged',
        steps: [step('checks.staged', 14, { only: 'docs/directions/devops.md' })],
        line: 13,
      },
    ],
    rollback: {
      quote: 'git checkout',
      steps: [step('direction.restore', 17, { file: 'docs/directions/devops.md' })],
      line: 16,
    },
    monitoring: {
      quote: 'Ensure tasks align',
      steps: [step('checks.backlog', 20, { file: 'tasks.backlog.yaml', tasks: ['T2', 'T6'] })],
      line: 19,
    },
  });
});

test.each(['', '# nothing yet\n', '---\n', 'tasks:\ndone:\n', '\uFEFFtasks: []\r\n'])('%j binds nothing', (text) => {
  expect(readBindings(text, file)).toEqual({ tasks: [], done: [] });
});

/** Each with the line that is wrong. */
test.each([
  ['a tab', 'tasks:\n\t- task: a', 'bindings.yaml', 2],
  ['an open quotation', 'tasks:\n  - task: "a', 'bindings.yaml', 2],
  ['a key twice', 'tasks:\n  - task: a\n    task: b\n    person: c', 'bindings.duplicate-key', 3],
  ['an entry without its first line', 'done:\n  - box: a\n    check: b.c\n    check: d.e', 'bindings.duplicate-key', 4],
  ['two documents', 'tasks: []\n---\ntasks: []', 'bindings.yaml', 2],
  ['a tag of its own', 'tasks: !!js/function "a"', 'bindings.yaml', 1],
  ['an alias', 'tasks:\n  - task: &a b\n    person: *a', 'bindings.shape', 3],
  ['endless nesting', `tasks: ${'['.repeat(50_000)}`, 'bindings.yaml', 1],
  ['a list', '- task: a', 'bindings.shape', 1],
  ['words', 'just words', 'bindings.shape', 1],
  ['tasks that are no list', 'tasks:\n  task: a', 'bindings.shape', 2],
  ['a task that is words', 'tasks:\n  - Apply', 'bindings.shape', 2],
  ['a section of its own', 'tasks: []\nboxes: []', 'bindings.unknown-key', 2],
  ['a key of its own', 'tasks:\n  - task: a\n    runs: b.c', 'bindings.unknown-key', 3],
  ['no quotation', 'tasks:\n  - run: a.b', 'bindings.shape', 2],
  ['an empty quotation', 'tasks:\n  - task: " "\n    run: a.b', 'bindings.shape', 2],
  ['a number for words', 'tasks:\n  - task: 1.10\n    run: a.b', 'bindings.shape', 2],
  ['neither run nor person', 'tasks:\n  - task: a\n    after: b', 'bindings.shape', 2],
  ['a run of nothing', 'tasks:\n  - task: a\n    run:', 'bindings.shape', 3],
  ['a box without a check', 'done:\n  - box: a', 'bindings.shape', 2],
  ['a box that runs', 'done:\n  - box: a\n    run: a.b', 'bindings.unknown-key', 3],
  ['a rollback that is a list', 'rollback:\n  - quote: a', 'bindings.shape', 2],
  ['no action', 'tasks:\n  - task: a\n    run: deploy', 'bindings.step', 3],
  ['an action of three parts', 'tasks:\n  - task: a\n    run: a.b.c', 'bindings.step', 3],
  ['the second of two steps', 'tasks:\n  - task: a\n    run:\n      - a.b\n      - c.d x', 'bindings.step', 5],
])('%s', (_, text, code, line) => {
  const failure = failureOf(() => readBindings(text, file));
  expect(failure).toMatchObject({ code, file, line });
  expect(failure?.fix).not.toBe('');
});

test('an unknown key is answered with the nearest known one', () => {
  expect(failureOf(() => readBindings('task: []', file))?.fix).toBe('Did you mean "tasks"?');
});

test.each([
  ['a.b', {}],
  ['a.b  x=1   y=2', { x: '1', y: '2' }],
  ['a.b\n  x=1\n', { x: '1' }],
  ['a.b x="two words" y=""', { x: 'two words', y: '' }],
  ['a.b x=a,b,c y=a,', { x: ['a', 'b', 'c'], y: ['a'] }],
  ['a.b x="a, b","c d",e', { x: ['a, b', 'c d', 'e'] }],
  ['a.b x="say \\"hi\\" \\\\ \\d"', { x: 'say "hi" \\ \\d' }],
  ['a.b date=2025-10-17 version=1.10 yes=true', { date: '2025-10-17', version: '1.10', yes: 'true' }],
  ['a.b x=a=b pattern=^(x|y)-\\d+$', { x: 'a=b', pattern: '^(x|y)-\\d+$' }],
  ['a.b url=https://x.org/a constructor=2', { url: 'https://x.org/a', constructor: '2' }],
])('the step %j', (text, input) => {
  expect(readStep(text, 4)).toEqual({ action: 'a.b', input, line: 4 });
});

test.each([
  ['', '"" is no action'],
  ['Deploy.now', '"Deploy.now" is no action'],
  ['a.b x', '"x" is no key=value'],
  ['a.b x = 1', '"x" is no key=value'],
  ['a.b 1=2', '"1=2" is no key=value'],
  ['a.b x=', 'x= has no value'],
  ['a.b x="a', 'a quotation is not closed'],
  ['a.b x="a"b', '"x="a"b" goes on'],
  ['a.b x=a"b"', '"x=a"b"" goes on'],
  ['a.b x=a,,b', 'a list has an empty member'],
  ['a.b x=,', 'x= has no value'],
  ['a.b x=1 x=2', 'a.b is given x twice'],
  ['a.b env=a,b', 'env names no environment'],
  ['a.b env=""', 'env names no environment'],
])('the step %j is refused', (text, why) => {
  const read = readStep(text, 1);
  expect('why' in read && read.why).toContain(why);
  expect('fix' in read && read.fix).not.toBe('');
});

const quote = (value: string): string => `"${value.replaceAll(/[\\"]/g, String.raw`\$&`)}"`;

test('what is quoted is what is read', () => {
  const key = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/).filter((name) => name !== 'env');
  const value = fc.oneof(fc.string(), fc.array(fc.string(), { minLength: 2, maxLength: 4 }));
  fc.assert(
    fc.property(fc.dictionary(key, value), (input) => {
      const words = Object.entries(input).map(([name, one]) => `${name}=${[one].flat().map(quote).join(',')}`);
      expect(readStep(['a.b', ...words].join(' '), 1)).toEqual({ action: 'a.b', input, line: 1 });
    }),
  );
});

test.each([
  ['no condition', 'rules:\n  - { id: a, message: m, fix: f }', 'house.shape', 2],
  ['two conditions', 'rules:\n  - { id: a, message: m, fix: f, section: a, last-task: b }', 'house.shape', 2],
  ['another severity', 'rules:\n  - { id: a, severity: fatal, message: m, fix: f, section: a }', 'house.shape', 2],
  ['no fix', 'rules:\n  - { id: a, message: m, section: a }', 'house.shape', 2],
  ['a misspelt condition', 'rules:\n  - id: a\n    last-tasks: b', 'house.unknown-key', 3],
  ['a unit of its own', 'rules:\n  - { id: a, message: m, fix: f, budget: { euros: 3 } }', 'house.unknown-key', 2],
  ['a negative amount', 'rules:\n  - { id: a, message: m, fix: f, budget: { files: -3 } }', 'house.shape', 2],
  ['no YAML', 'rules: [', 'house.yaml', 1],
])('house rules with %s', (_, text, code, line) => {
  expect(failureOf(() => readHouseRules(text, 'x.rules.yaml'))).toMatchObject({ code, line, file: 'x.rules.yaml' });
});
