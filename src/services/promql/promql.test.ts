import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationMs, durationText } from './duration.ts';
import { readPromql } from './read.ts';

describe('durations', () => {
  it.each([
    [135 * 60_000, '2h15m'],
    [2500, '2s500ms'],
    [0, '1ms'],
    [86_400_000, '1d'],
  ])('%d ms are %s', (ms, text) => expect(durationText(ms)).toBe(text));

  it('come back as they went', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 11 }), (ms) => {
        expect(durationMs(durationText(ms))).toBe(ms);
      }),
    );
  });

  it('are no other text', () => expect(['', '5', 'm', '5 m', '5x'].map(durationMs)).toEqual(Array(5).fill(undefined)));
});

describe('an expression', () => {
  it('tells its selectors, what they stand in, and what is kept', () => {
    const { selectors, groupedBy, errors } = readPromql(
      String.raw`histogram_quantile(0.9, sum by (page, le) (rate(a_bucket{le=~"3(\.0)?"}[5m] offset 1h))) > 1 and on (page) b`,
    );
    expect(errors).toEqual([]);
    expect(groupedBy).toEqual(['page', 'le', 'page']);
    expect(selectors).toMatchObject([
      {
        metric: 'a_bucket',
        range: '5m',
        functions: ['rate', 'histogram_quantile'],
        keptLabels: ['page', 'le'],
        matchers: [{ label: 'le', operator: '=~', value: String.raw`3(\.0)?` }],
        isComparedRaw: false,
      },
      { metric: 'b', functions: [], isAggregated: false },
    ]);
  });

  it.each([
    ['up', false],
    ['sum(up)', false],
    ['up > bool 0', false],
    ['up == 0', true],
    ['absent(up)', true],
    ['a unless b > 1', true],
  ])('%s can be empty: %s', (text, can) => expect(readPromql(text).canBeEmpty).toBe(can));

  it.each(['', 'sum(', 'a >', 'a{b=}', 'rate(a[5m)'])('%j does not parse', (text) =>
    expect(readPromql(text).errors.length).toBeGreaterThan(0),
  );

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(() => readPromql(text)).not.toThrow();
      }),
    );
  });

  it('knows a name that is a matcher', () => {
    expect(readPromql('{__name__="a", b="c"} > 1').selectors).toMatchObject([
      { metric: 'a', matchers: [{ label: 'b', value: 'c' }], isComparedRaw: true },
    ]);
  });
});
