import { check } from 'prettier';
import { expect, it } from 'vitest';
import { compareAccess } from '../compare.ts';
import type { AccessCell } from '../types.ts';
import { intentText, readIntent, type IntentFile } from './intent.ts';
import { accessPage } from './page.ts';

const cell: AccessCell = {
  object: 'public.t',
  persona: 'a',
  verb: 'select',
  way: 'plain',
  rows: 'own',
  outcome: 'all',
};
const intent: IntentFile = {
  accepted: [{ what: 'public.t a select', why: 'so that | it shows' }],
  personas: [{ name: 'a', role: 'authenticated', claims: { sub: 'x' }, settings: {} }],
  objects: [{ name: 'public.t', kind: 'table', traits: ['row security off'] }],
  cells: [
    cell,
    { ...cell, rows: 'other', outcome: 'some', columns: ['b', 'id'], which: ['- plain', '+ a = 1'] },
    { ...cell, verb: 'update', way: 'blind', rows: 'given', outcome: 'all' },
    { ...cell, verb: 'update', way: 'where', rows: 'given', outcome: 'refused' },
    { ...cell, verb: 'delete', way: 'where', outcome: 'broken', why: '42P17 infinite' },
    { ...cell, verb: 'insert', rows: 'any', outcome: 'unknown', why: 'no row' },
  ],
};

it('what is written is read again, and what is refused is left out', () => {
  const read = readIntent(intentText(intent));
  expect(read.cells).toEqual(intent.cells.filter(({ outcome }) => outcome !== 'refused'));
  expect(read).toMatchObject({ accepted: intent.accepted, personas: intent.personas, objects: intent.objects });
  expect(compareAccess(read, intent)).toEqual([]);
  expect(intentText(read)).toBe(intentText({ ...intent, cells: read.cells }));
});

it.each([80, 120])('Prettier leaves it as it is, %i columns wide', async (printWidth) => {
  expect(await check(intentText(intent), { parser: 'json', printWidth })).toBe(true);
});

it('the page shows verbs as letters', () => {
  expect(accessPage(intent)).toContain(String.raw`I?, own SG\*D!, others s`);
  expect(accessPage(intent)).toContain(String.raw`so that \| it shows`);
});

it.each([
  '{',
  '{"format": 2}',
  '{"format":1,"accepted":[],"personas":{},"objects":{"t":{"kind":"table","access":{"a":{"fly":"all"}}}}}',
])('refuses %s', (text) => {
  expect(() => readIntent(text)).toThrow(/cannot be read/);
});
