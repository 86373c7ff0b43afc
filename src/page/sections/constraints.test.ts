import { expect, test } from 'vitest';
import { bareExtras, exceededExtras, orderExtras } from '../testing/extras.ts';
import type { PageExtras } from '../extras.ts';
import { constraintsSection } from './constraints.ts';

const rows = (extras: PageExtras) =>
  constraintsSection(extras)
    .toString()
    .split('<tr>')
    .map((row) =>
      row
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .replaceAll('\u00A0', ' ')
        .trim(),
    );

test('each limit stands with what was measured of it, or with the words that nothing was', () => {
  const found = rows(orderExtras);
  expect(found).toContain('Time at most 45 minutes 12 s of 45 minutes going over fails the run');
  expect(found).toContain('Tokens at most 5,000 tokens not measured');
  expect(found.at(-1)).toMatch(/^Guardrails Do not edit other direction files\. not measured/);
});

test('going over a limit is said in words', () => {
  expect(rows(exceededExtras).join('\n')).toContain('over the limit: 51 of 45 minutes');
});

test('other lines of the order are shown, and never taken for measured', () => {
  const other = [{ label: 'Process', text: 'Ask first', raw: 'Ask first', codes: [], line: 9 }];
  const extras = { ...orderExtras, constraints: { ...orderExtras.constraints, other } };
  expect(rows(extras).at(-1)).toContain('Process Ask first not measured');
});

test('an order without constraints says so', () => {
  expect(rows(bareExtras).join('')).toContain('The order states none.');
});
