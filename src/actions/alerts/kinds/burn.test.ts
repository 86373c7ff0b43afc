import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burnFactor } from './burn.ts';

const hour = 3_600_000;

describe('the factor of a burn rate', () => {
  it.each([
    ['the usual one, on a strict objective', { objective: 0.999, longMs: hour, budget: 0.02, share: 0.25 }, 14.4],
    ['the usual slow one', { objective: 0.999, longMs: 6 * hour, budget: 0.05, share: 0.25 }, 6],
    [
      'held down on 95 %, where 14.4 would ask for 72 % of bad ones',
      { objective: 0.95, longMs: hour, budget: 0.02, share: 0.25 },
      5,
    ],
  ])('is %s', (_, given, factor) => expect(burnFactor(given)).toBeCloseTo(factor, 6));

  it('never asks for more than the share that it is given', () => {
    const shares = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(shares, shares, shares, fc.integer({ min: 1, max: 72 }), (objective, share, budget, hours) => {
        const factor = burnFactor({ objective, longMs: hours * hour, budget, share });
        expect(factor * (1 - objective)).toBeLessThanOrEqual(share * 1.0001);
      }),
    );
  });
});
