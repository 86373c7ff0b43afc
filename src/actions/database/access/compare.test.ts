import { expect, it } from 'vitest';
import { compareAccess } from './compare.ts';
import type { AccessCell, AccessIntent, AccessOutcome } from './types.ts';

const cell: AccessCell = { object: 't', persona: 'a', verb: 'select', way: 'plain', rows: 'own', outcome: 'all' };
const of = (outcome: AccessOutcome, columns?: readonly string[]): AccessIntent => ({
  personas: [],
  objects: [{ name: 't', kind: 'table', traits: [] }],
  cells: outcome === 'refused' ? [] : [{ ...cell, outcome, ...(columns === undefined ? {} : { columns }) }],
});

it.each([
  ['refused', 'none', 'widened'],
  ['some', 'all', 'widened'],
  ['all', 'some', 'narrowed'],
  ['none', 'refused', 'narrowed'],
  ['all', 'broken', 'broken'],
  ['refused', 'broken', 'broken'],
  ['refused', 'unknown', 'unknown'],
  ['unknown', 'all', 'widened'],
  ['broken', 'none', 'narrowed'],
] as const)('%s meant, %s found: %s', (meant, found, change) => {
  expect(compareAccess(of(meant), of(found)).map((each) => each.change)).toEqual([change]);
});

it('columns are access too', () => {
  expect(compareAccess(of('all', ['a']), of('all', ['a', 'b'])).map(({ change }) => change)).toEqual(['widened']);
  expect(compareAccess(of('all', ['a']), of('all')).map(({ change }) => change)).toEqual(['widened']);
  expect(compareAccess(of('all'), of('all', ['a'])).map(({ change }) => change)).toEqual(['narrowed']);
  expect(compareAccess(of('all', ['not a']), of('all')).map(({ change }) => change)).toEqual(['widened']);
  expect(compareAccess(of('all', ['not a']), of('all', ['not a', 'not b'])).map(({ change }) => change)).toEqual([
    'narrowed',
  ]);
  expect(compareAccess(of('all', ['a']), of('all', ['not b'])).map(({ change }) => change)).toEqual(['widened']);
  expect(compareAccess(of('all', ['a']), of('all', ['b'])).map(({ change }) => change)).toEqual([
    'widened',
    'narrowed',
  ]);
});
