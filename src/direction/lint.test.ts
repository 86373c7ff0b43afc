import { expect, test } from 'vitest';
import { lintDirection } from './lint.ts';
import { readHouseRules } from './house.ts';
import { file, manager, orderOf, orderWith } from './testing/orders.ts';

const everything = { exists: () => true, hasTool: () => true };

function rulesOf(text: string, lookups = everything): readonly (readonly [string, string, number])[] {
  return lintDirection(orderOf(text), file, lookups).map(({ rule, severity, line }) => [rule, severity, line]);
}

test('a sound order has no findings', () => {
  expect(rulesOf(orderWith('1. a\n2. b'))).toEqual([]);
});

test('every finding has a file, a line and a fix, and they stand by line', () => {
  const nothing = { exists: () => false, hasTool: () => false };
  const findings = lintDirection(orderOf(`${manager}\n## Tasks\n3. x`), file, nothing);
  expect(findings.map(({ line }) => line)).toEqual(findings.map(({ line }) => line).toSorted((a, b) => a - b));
  expect(findings.length).toBeGreaterThan(5);
  for (const finding of findings) {
    expect(finding).toMatchObject({ file, line: expect.any(Number) as number });
    expect(finding.fix).not.toBe('');
  }
});

test('the order as its authors write it: a path that is left out in part, and nothing else', () => {
  expect(rulesOf(manager)).toEqual([['links.elided', 'warning', 41]]);
});

test.each([
  ['## Objective', 'Objective'],
  ['## Tasks', 'Current Tasks" or "Tasks'],
  ['## Constraints', 'Constraints'],
  ['## Definition of Done', 'Definition of Done'],
  ['## Risk & Rollback', 'Risk & Rollback'],
  ['## Links & References', 'Links & References'],
  ['## Change Log', 'Change Log'],
])('without %s', (heading, title) => {
  const findings = lintDirection(orderOf(orderWith('1. a').replace(heading, '## Other')), file, everything);
  expect(findings).toMatchObject([{ rule: 'structure.section', severity: 'error' }]);
  expect(findings[0]?.message).toContain(`"${title}`);
});

test('without a title', () => {
  expect(rulesOf(orderWith('1. a').replace('# ops', '## ops'))).toEqual([['structure.title', 'error', 1]]);
});

test('a section that stands there twice, under either of its titles', () => {
  expect(rulesOf(`${orderWith('1. a')}\n## Current Tasks\n1. b\n`)).toEqual([['structure.duplicate', 'error', 26]]);
  expect(rulesOf(`${orderWith('1. a')}\n## Notes\n\n## notes\n`)).toEqual([['structure.duplicate', 'error', 28]]);
  expect(rulesOf(`${orderWith('1. a')}\n## A\n### Notes\n## B\n### Notes\n`)).toEqual([]);
});

test('a task list without tasks, and a Definition of Done without boxes', () => {
  expect(rulesOf(orderWith('Nothing yet.'))).toEqual([['tasks.none', 'error', 6]]);
  expect(rulesOf(orderWith('1. a').replace('- [ ] Done.', 'Later.'))).toEqual([['done.none', 'error', 14]]);
});

test('a task without words', () => {
  expect(rulesOf(orderWith('1. a\n2.\n3. c'))).toEqual([['tasks.empty', 'error', 8]]);
});

test.each([
  ['1. a\n1. b\n1. c', []],
  ['1. a\n2. b\n3. c', []],
  ['- a\n- b', []],
  ['1. a\n3. b', [8]],
  ['2. a\n3. b', [7]],
  ['1. a\n2. b\n2. c', [9]],
  ['1. a\n   1. x\n   1. y\n2. b\n   1. x\n   3. y', [12]],
])('odd numbering in %j', (tasks, lines) => {
  expect(rulesOf(orderWith(tasks))).toEqual(lines.map((line) => ['tasks.numbering', 'warning', line]));
});

test('constraints that are not stated', () => {
  const text = orderWith('1. a').replace(/- \*\*Allowed.*\n- \*\*Touched.*\n/, '');
  expect(rulesOf(text)).toEqual([
    ['constraints.unstated', 'warning', 9],
    ['constraints.unstated', 'warning', 9],
  ]);
});

test('tools that are not there, each once, by their program’s name', () => {
  const text = orderWith('1. a').replace('`git`', '`npm run`, `npx prettier`, `npx`, `git`');
  const findings = lintDirection(orderOf(text), file, { ...everything, hasTool: (name) => name === 'git' });
  expect(findings.map(({ rule, line, message }) => [rule, line, message])).toEqual([
    ['tools.not-found', 10, 'The tool `npm` is allowed and is not there'],
    ['tools.not-found', 10, 'The tool `npx` is allowed and is not there'],
  ]);
});

test('links that lead nowhere', () => {
  const there = new Set(['docs', 'docs/directions/a.md', 'docs/b c.md', 'scripts/ops']);
  const exists = (path: string): boolean => there.has(path.replace(/\/$/, ''));
  const links = [
    ['- A: `docs/`', true],
    ['- A: `docs/none.md`', false],
    ['- A: docs/none.md', false],
    ['- A: scripts/ops', true],
    ['- A: [words](a.md#part)', true],
    ['- A: [words](../b%20c.md)', true],
    ['- A: [words](../none.md)', false],
    ['- A: `./docs/`', true],
    ['- A: https://example.org/x', true],
    ['- A: [words](#part)', true],
    ['- A: no path at all', true],
  ] as const;
  const text = orderWith('1. a').replace('- Docs: `docs/`', links.map(([line]) => line).join('\n'));
  const findings = lintDirection(orderOf(text), file, { ...everything, exists });
  expect(findings.map(({ rule, line }) => [rule, line])).toEqual(
    links.flatMap(([, isThere], index) => (isThere ? [] : [['links.dead', 21 + index]])),
  );
});

const house = readHouseRules(
  `rules:
  - id: feedback-last
    severity: error
    message: The last task is not the feedback hygiene
    fix: End the list with it
    last-task: "Write feedback to \`feedback/"
  - { id: contract, message: m, fix: f, section: contract test }
  - { id: process, message: m, fix: f, line: { section: Constraints, label: Process } }
  - { id: owner, message: m, fix: f, line: { section: metadata, label: owner } }
  - { id: small, message: m, fix: f, budget: { minutes: 60, files: 3 } }
`,
  'rules.yaml',
);

test('house rules that are broken', () => {
  const findings = lintDirection(
    orderOf(orderWith('1. a', '- **Budget:** 61 minutes, 3 files')),
    file,
    everything,
    house,
  );
  expect(findings.map(({ rule, severity, line }) => [rule, severity, line])).toEqual([
    ['house.contract', 'warning', 1],
    ['house.owner', 'warning', 1],
    ['house.feedback-last', 'error', 7],
    ['house.process', 'warning', 9],
    ['house.small', 'warning', 9],
  ]);
});

test('house rules that hold', () => {
  const text = orderWith(
    '1. a\n2. b\n   1. Write feedback to\n      `feedback/ops/2025-10-17.md`.',
    '- **Process:** pairs\n- **Budget:** 60 min, 3 files',
  )
    .replace('## Objective', '- **Owner:** QA\n\n## Objective')
    .replace('## Risk', '## Contract Test\n\n## Risk');
  expect(lintDirection(orderOf(text), file, everything, house)).toEqual([]);
});

test('a budget that does not say is over the house’s', () => {
  const findings = lintDirection(orderOf(orderWith('1. a', '- **Budget:** 3 files')), file, everything, {
    rules: house.rules.filter(({ id }) => id === 'small'),
  });
  expect(findings).toHaveLength(1);
});
