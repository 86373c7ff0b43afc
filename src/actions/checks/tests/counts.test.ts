import { describe, expect, it } from 'vitest';
import { countTests } from './counts.ts';
import { testNames } from './names.ts';

const summaries: [string, string, [number, number, number] | undefined][] = [
  [
    'node:test spec',
    '✔ a (1.2ms)\nℹ tests 3\nℹ suites 0\nℹ pass 1\nℹ fail 1\nℹ cancelled 0\nℹ skipped 1\nℹ todo 0\nℹ duration_ms 5.1\n',
    [1, 1, 1],
  ],
  [
    'node:test TAP',
    'TAP version 13\nok 1 - a\n1..1\n# tests 1\n# suites 0\n# pass 1\n# fail 0\n# cancelled 0\n# skipped 0\n# todo 0\n# duration_ms 4\n',
    [1, 0, 0],
  ],
  ['vitest', ' Test Files  1 failed | 1 passed (2)\n      Tests  2 failed | 10 passed | 1 skipped (13)\n', [10, 2, 1]],
  [
    'vitest in colour',
    '\u001B[2m      Tests \u001B[22m \u001B[1m\u001B[32m23 passed\u001B[39m\u001B[22m\u001B[90m (23)\u001B[39m\n',
    [23, 0, 0],
  ],
  ['vitest without files', 'No test files found, exiting with code 0\n', [0, 0, 0]],
  ['jest', 'Tests:       1 failed, 2 skipped, 5 passed, 8 total\nSnapshots:   0 total\n', [5, 1, 2]],
  ['mocha', '\n  5 passing (3s)\n  2 pending\n  1 failing\n', [5, 1, 2]],
  ['pg_prove', 'a.sql .. ok\nAll tests successful.\nFiles=2, Tests=12,  1 wallclock secs\nResult: PASS\n', [12, 0, 0]],
  ['pg_prove failing', 'a.sql .. \nFailed 2/5 subtests \nFiles=1, Tests=5,  0 wallclock secs\n', [3, 2, 0]],
  ['TAP', 'TAP version 13\n1..4\nok 1 - a\nnot ok 2 - b\n    not ok 1 - inner\nok 3 # SKIP no net\nok\n', [2, 1, 1]],
  ['empty TAP', '1..0\n', [0, 0, 0]],
  ['two runners', 'ℹ tests 1\nℹ pass 1\nℹ fail 0\n\nTests:       2 passed, 2 total\n', [3, 0, 0]],
  ['two of one', 'ℹ tests 1\nℹ pass 1\nℹ fail 0\n\nℹ tests 2\nℹ pass 1\nℹ fail 1\n', [2, 1, 0]],
  ['words alone', 'all tests passed\nok then\n', undefined],
  ['nothing', '', undefined],
];

describe('countTests', () => {
  it.each(summaries)('reads %s', (_name, output, expected) => {
    const counts = countTests(output);
    expect(counts && [counts.passed, counts.failed, counts.skipped]).toEqual(expected);
  });
});

describe('testNames', () => {
  it('reads names, without times, skips and the heading of failures', () => {
    const output =
      '✔ b (1.2ms)\n▶ group\n  ✔ a (0.5ms)\n✖ c (3ms)\n✖ failing tests:\n✖ c (3ms)\n✔ d (1ms) # SKIP\nok 1 - e\nnot ok 2 - f\n ✓ src/g.test.ts (3 tests) 12ms\n';
    expect(testNames(output)).toEqual({ passed: ['a', 'b', 'e', 'src/g.test.ts (3 tests)'], failed: ['c', 'f'] });
  });
});
