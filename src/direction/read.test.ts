import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Failure } from '../core/failure.ts';
import type { Item } from '../core/order.ts';
import { readDirection } from './read.ts';
import { renderDirection } from './render.ts';
import { markdownText } from './testing/markdown-text.ts';
import { bytesOf, file, manager, orderOf, orderWith } from './testing/orders.ts';

function failureOf(bytes: Uint8Array): Failure['data'] | undefined {
  try {
    readDirection(bytes, file);
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.data;
    throw error;
  }
}

test('an order is read whole', () => {
  const { order, findings } = readDirection(bytesOf(manager), file);
  expect(findings).toEqual([]);
  expect(order.title).toBe('task_direction_ops — Direction');
  expect(order.metadata.map(({ label, text, line }) => [label, text, line])).toEqual([
    ['Owner', 'Manager Sub-Agent', 3],
    ['Effective', '2025-10-17', 4],
    ['Version', '1.1', 5],
  ]);
  expect(order.objective).toBe(
    'Replace docs/directions/ops.md with the new agent template, so that Ops can drive migrations and backups.',
  );
  expect(order.items.map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5']);
  expect(order.items[1]?.children.map(({ number }) => number)).toEqual(['2.1', '2.2', '2.3', '2.4', '2.5']);
  expect(order.constraints).toEqual({
    allowedTools: [{ words: ['bash'] }, { words: ['npx', 'prettier'] }, { words: ['rg'], note: 'read-only searches' }],
    touched: ['docs/directions/ops.md'],
    budget: { minutes: 45, tokens: 5000, files: 3 },
    guardrails: ['Do not edit other direction files.'],
    other: [],
  });
  expect(order.boxes.map(({ number, text, ticked, range }) => [number, text, ticked, range.line])).toEqual([
    ['done-1', 'Template applied with Objective/Constraints/DoD/Risk/Links.', false, 30],
    ['done-2', 'Prettier executed on the file.', false, 31],
    ['done-3', 'Only docs/directions/ops.md staged.', false, 32],
  ]);
  expect(order.risk.map(({ label }) => label)).toEqual(['Risk Level', 'Rollback Plan', 'Monitoring']);
  expect(order.risk[1]).toMatchObject({
    text: 'git checkout -- docs/directions/ops.md before staging.',
    raw: '`git checkout -- docs/directions/ops.md` before staging.',
    codes: ['git checkout -- docs/directions/ops.md'],
  });
  expect(order.links.map(({ label, target }) => [label, target])).toEqual([
    ['Template', 'docs/directions/agenttemplate.md'],
    ['Schema', 'integrations/.../03-database/schema.sql'],
    ['Health scripts', 'scripts/ops/'],
  ]);
  expect(order.changeLog).toEqual([{ date: '2025-10-17', version: '1.1', summary: 'Template rewrite.', line: 45 }]);
});

test('an item has its words, its Markdown, its codes and its place', () => {
  const item = orderOf(manager).items[1]?.children[2];
  expect(item).toMatchObject({
    number: '2.3',
    text: 'Automate the workflow (.github/workflows/health-check.yml) invoking scripts/check.{mjs,sh} nightly.',
    raw: 'Automate the workflow (`.github/workflows/health-check.yml`) invoking `scripts/check.{mjs,sh}` nightly.',
    codes: ['.github/workflows/health-check.yml', 'scripts/check.{mjs,sh}'],
  });
  expect(manager.slice(item?.range.start, item?.range.end)).toBe(`3. ${item?.raw}`);
});

test('an item’s words are its own: nested lists are children, marks and line breaks are gone', () => {
  const [item] = orderOf(orderWith('1. Run **all**\n   of [it](x.md)  \n   now\n   - a\n   - b\n\n   and then')).items;
  expect(item?.text).toBe('Run all of it now and then');
  expect(item?.raw).toBe('Run **all**\n   of [it](x.md)  \n   now\n\nand then');
  expect(item?.children.map(({ text }) => text)).toEqual(['a', 'b']);
});

test.each(['## Tasks', '## Current Tasks', '## current tasks', '### Tasks', 'Tasks\n-----'])(
  '%j is a task list',
  (title) => {
    const order = orderOf(orderWith('1. a\n2. b').replace('## Tasks', title));
    expect(order.items.map(({ text }) => text)).toEqual(['a', 'b']);
  },
);

test('tasks may stand under headings of their own and in several lists', () => {
  const order = orderOf(orderWith('### Before\n1. a\n\nThen:\n\n1. b\n\n### After\n* c'));
  expect(order.items.map(({ number, text }) => [number, text])).toEqual([
    ['1', 'a'],
    ['2', 'b'],
    ['3', 'c'],
  ]);
});

/** Nine digits, so that one indent nests under every marker. */
const written = fc.integer({ min: 100_000_000, max: 999_999_999 });
const list = fc.array(fc.tuple(written, fc.array(written, { maxLength: 4 })), { minLength: 1 });

// A list that interrupts a paragraph must begin with 1: Markdown's rule, not ours.
function nested(inner: readonly number[]): string {
  return inner.map((number, nth) => `\n           ${nth === 0 ? 1 : number}. inner`).join('');
}

test('numbers are by position, whatever is written', () => {
  const shape = (items: readonly Item[]): unknown => items.map(({ number, children }) => [number, shape(children)]);
  fc.assert(
    fc.property(list, (numbers) => {
      const tasks = numbers.map(([number, inner]) => `${number}. outer${nested(inner)}`).join('\n');
      const expected = numbers.map(([, inner], i) => [`${i + 1}`, inner.map((_, j) => [`${i + 1}.${j + 1}`, []])]);
      expect(shape(orderOf(orderWith(tasks)).items)).toEqual(expected);
    }),
  );
});

test.each([
  ['2025-10-17: Version 1.1 — words', { date: '2025-10-17', version: '1.1', summary: 'words' }],
  ['2025-10-17: Version 1.10 – words', { date: '2025-10-17', version: '1.10', summary: 'words' }],
  ['2025-10-17: Version 2.0-rc.1 - words', { date: '2025-10-17', version: '2.0-rc.1', summary: 'words' }],
  ['2025-10-17 — words — more', { date: '2025-10-17', summary: 'words — more' }],
  ['**2025-10-17**: words', { date: '2025-10-17', summary: 'words' }],
])('the change log’s %s', (line, entry) => {
  const text = orderWith('1. a').replace('2025-10-17: Version 1.0 – first', line);
  expect(orderOf(text).changeLog).toEqual([{ ...entry, line: 24 }]);
});

test.each(['Octobre: words', '2025-02-30: words'])('%s is no change-log entry', (line) => {
  const text = orderWith('1. a').replace('2025-10-17: Version 1.0 – first', line);
  const { order, findings } = readDirection(bytesOf(text), file);
  expect(order.changeLog).toEqual([]);
  expect(findings).toMatchObject([{ rule: 'change-log.entry', severity: 'warning', file, line: 24 }]);
});

test('an optional Contract Test, a Process line and nested constraints are read', () => {
  const text = orderWith(
    '1. a',
    '- **Process**: pairs\n- **Budget:**\n  - ≤ 45 minutes\n  - ≤ 3 files\n- **Guardrails:**\n  - No `rm`.\n  - No haste.',
  ).replace('## Risk', '## Contract Test\n- **Command:** `npm test`\n- **Expectations:** green\n\n## Risk');
  const { order, findings } = readDirection(bytesOf(text), file);
  expect(findings).toEqual([]);
  expect(order.contractTest.map(({ label, text: words }) => [label, words])).toEqual([
    ['Command', 'npm test'],
    ['Expectations', 'green'],
  ]);
  expect(order.constraints.other.map(({ label, text: words }) => [label, words])).toEqual([['Process', 'pairs']]);
  expect(order.constraints.budget).toEqual({ minutes: 45, files: 3 });
  expect(order.constraints.guardrails).toEqual(['No rm.', 'No haste.']);
});

test('what stands in the Definition of Done and is no box is an error', () => {
  const text = orderWith('1. a').replace(
    '- [ ] Done.',
    '- [ ] Done.\n- Staged.\n- [ ]\n- [x] Sent.\n  - [ ] Twice.\n  - a note',
  );
  const { order, findings } = readDirection(bytesOf(text), file);
  expect(order.boxes.map(({ number, text: words, ticked }) => [number, words, ticked])).toEqual([
    ['done-1', 'Done.', false],
    ['done-2', 'Sent.', true],
    ['done-3', 'Twice.', false],
  ]);
  expect(findings).toMatchObject([
    { rule: 'done.not-a-box', severity: 'error', line: 16 },
    { rule: 'done.not-a-box', severity: 'error', line: 17 },
  ]);
});

test('an unreadable budget is an error with its line', () => {
  const { findings } = readDirection(bytesOf(orderWith('1. a', '- **Budget:** as needed')), file);
  expect(findings).toMatchObject([{ rule: 'constraints.budget', severity: 'error', file, line: 12 }]);
  expect(findings[0]?.message).toContain('"as needed"');
});

test('every section’s body lies inside its range and begins a line', () => {
  for (const { range, body } of orderOf(manager).sections) {
    expect(body.start).toBeGreaterThan(range.start);
    expect(body.end).toBe(range.end);
    expect(manager[body.start - 1]).toBe('\n');
    expect(manager.slice(0, body.start).split('\n')).toHaveLength(body.line);
  }
});

test.each([
  ['empty', bytesOf(''), 'direction.empty', 1],
  ['white space', bytesOf('\uFEFF \n\n'), 'direction.empty', 1],
  ['Latin-1', Uint8Array.of(0x61, 0x0a, 0xe9, 0x0a), 'direction.not-utf8', 2],
  ['cut off in a character', Uint8Array.of(0x61, 0x0a, 0x0a, 0xe2, 0x82), 'direction.not-utf8', 3],
  ['UTF-16', new Uint8Array(Buffer.from('# a\n', 'utf16le')), 'direction.not-utf8', 1],
  ['10 MB', new Uint8Array(10 * 1024 * 1024).fill(0x61), 'direction.too-large', 1],
  ['an endless line', bytesOf(`# a\n\n${'[a]('.repeat(3000)}`), 'direction.too-large', 3],
  ['endless quotations', bytesOf(`# a\n${'>'.repeat(60)}`), 'direction.too-deep', 2],
  ['endless lists', bytesOf(`# a\n\n${'1. - '.repeat(30)}b`), 'direction.too-deep', 3],
  ['endless indentation', bytesOf(`# a\n${' '.repeat(201)}b`), 'direction.too-deep', 2],
])('what is no direction is refused: %s', (_, bytes, code, line) => {
  const failure = failureOf(bytes);
  expect(failure).toMatchObject({ code, file, line });
  expect(failure?.fix).not.toBe('');
});

test('a megabyte is just not too large', () => {
  const line = `${'a'.repeat(62)}\n\n`;
  const text = line.repeat((1024 * 1024) / line.length);
  expect(failureOf(bytesOf(text))).toBeUndefined();
  expect(failureOf(bytesOf(`${text}a`))?.code).toBe('direction.too-large');
});

const readable = fc
  .oneof(markdownText, fc.string({ unit: 'grapheme' }))
  .filter((text) => failureOf(bytesOf(text)) === undefined);

test('reading and rendering gives back every byte', () => {
  fc.assert(
    fc.property(readable, (text) => {
      expect(bytesOf(renderDirection(readDirection(bytesOf(text), 'a.md').order))).toEqual(bytesOf(text));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['CRLF', manager.replaceAll('\n', '\r\n')],
  ['a byte order mark', `\uFEFF${manager}`],
  ['no last line ending', manager.trimEnd()],
])('an order with %s says the same and keeps its bytes', (_, text) => {
  const { order, findings } = readDirection(bytesOf(text), file);
  expect(findings).toEqual([]);
  expect(bytesOf(renderDirection(order))).toEqual(bytesOf(text));
  expect(order.items.map((item) => item.text)).toEqual(orderOf(manager).items.map((item) => item.text));
  for (const { range, raw } of order.items.flatMap(({ children }) => children)) {
    expect(text.slice(range.start, range.end)).toMatch(/^\d\. /);
    expect(text.slice(range.start + 3, range.end)).toBe(raw);
  }
});
