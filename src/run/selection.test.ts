import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../core/failure.ts';
import { leftOut } from './selection.ts';

const numbers = ['1', '2', '3.1', '3.2'];

describe('leftOut', () => {
  it('leaves nothing out without a selection', () => {
    expect(leftOut(numbers, {}).size).toBe(0);
  });
  it('says which flag left a task out', () => {
    expect([...leftOut(numbers, { from: '3.1', skip: ['3.2'] })]).toEqual([
      ['1', 'left out by --from 3.1'],
      ['2', 'left out by --from 3.1'],
      ['3.2', 'left out by --skip 3.2'],
    ]);
  });
  it('refuses a number that is no task', () => {
    expect(() => leftOut(numbers, { only: ['7'] })).toThrow(Failure);
  });
  it('runs exactly what --only names, whatever that is', () => {
    fc.assert(
      fc.property(fc.subarray(numbers), (only) => {
        const left = leftOut(numbers, { only });
        expect(numbers.filter((number) => !left.has(number))).toEqual(
          numbers.filter((number) => only.includes(number)),
        );
      }),
    );
  });
});
