import { expect, test } from 'vitest';
import type { Measurement } from '../../../core/constraint.ts';
import { limitLines } from './limit-lines.ts';

const measured: readonly Measurement[] = [
  {
    limit: 'tools',
    actual: 'node 7, npx 7; of the base sh 7',
    enforced:
      'nothing else is on PATH or can be executed; no network but loopback, as the sandbox of this machine gives it',
  },
  { limit: 'files', actual: '4 of 3 files', enforced: 'going over fails the task', exceeded: true },
];

const look = (columns: number) => ({ columns, palette: (_ink: string, text: string) => text });

test.each([60, 80, 100])('no line is longer than %i cells, and what goes on stands under its beginning', (columns) => {
  const lines = limitLines(measured, look(columns));
  expect(lines.filter((line) => line.length >= columns)).toEqual([]);
  expect(lines[0]).toMatch(/^  held {2}tools {2}node 7/);
  expect(lines[1]).toMatch(/^ {15}\S/);
  expect(lines.join(' ')).toMatch(/files {2}over the limit: 4 of 3 files (?:· | +)going over fails/);
});

test('all of it stands on one line where there is room', () => {
  expect(limitLines(measured, look(300))).toHaveLength(2);
});
