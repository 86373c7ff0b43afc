import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from './exit-code.ts';
import { isSettled, worstOf, type Verdict } from './verdict.ts';

const verdicts: Verdict[] = [
  'verified',
  'attested',
  'degraded',
  'failed',
  'blocked',
  'unknown',
  'waiting',
  'skipped',
  'stale',
];

describe('worstOf', () => {
  it('says unknown of nothing at all', () => {
    expect(worstOf([])).toBe('unknown');
  });
  it('is one of them, and settled only when all are', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...verdicts), { minLength: 1 }), (several) => {
        const worst = worstOf(several);
        expect(several).toContain(worst);
        expect(isSettled(worst)).toBe(several.every(isSettled));
      }),
    );
  });
  it('leaves the process with the exit code of all of them', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...verdicts)), (several) => {
        expect(exitCodeOf([worstOf(several)])).toBe(exitCodeOf(several));
      }),
    );
  });
});
