import { describe, expect, test } from 'vitest';
import { fly } from '../../../src/emulators/fly/emulator.ts';
import { faultRows } from './faults/rows.ts';
import { tryFault } from './faults/try.ts';

test('every fault of the catalogue has a row', () => {
  expect(faultRows.map(({ fault }) => fault)).toEqual(fly.catalogue.map(({ name }) => name));
});

describe.concurrent('a promotion', () => {
  test.each(faultRows)('with $fault is $verdict: $app', async ({ fault, says, ...expected }) => {
    const { why, text, ...tried } = await tryFault(fault);
    expect({ ...tried, why }).toMatchObject({ ...expected, why: expect.stringContaining(says) });
    expect(text).not.toContain('canary');
  });
});
