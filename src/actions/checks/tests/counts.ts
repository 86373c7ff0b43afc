/** How many tests an output says were run. `ran` counts passed and failed ones alone. */
export interface TestCounts {
  readonly runner: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Runner {
  readonly name: string;
  readonly read: (output: string) => readonly Omit<TestCounts, 'runner'>[];
}

/** What test runners print at the end. An output may hold several: a script that calls others, a monorepo. */
const runners: readonly Runner[] = [
  { name: 'node:test', read: readNode },
  { name: 'vitest', read: (output) => readSummaries(output, /^ *Tests {2,}(?<list>(?:\d+ \w+(?: \| )?)+) \(\d+\)/gm) },
  { name: 'vitest', read: (output) => (output.match(/^No test files found/m) === null ? [] : [none]) },
  { name: 'jest', read: (output) => readSummaries(output, /^Tests: +(?<list>(?:\d+ \w+,? ?)+)$/gm) },
  { name: 'mocha', read: readMocha },
  { name: 'prove', read: readProve },
];

const none = { passed: 0, failed: 0, skipped: 0 };

/** The sum over all that is recognised; undefined when nothing is, which is not the same as zero. */
export function countTests(output: string): TestCounts | undefined {
  const plain = withoutColour(output);
  const found = runners.flatMap(({ name, read }) => read(plain).map((counts) => ({ runner: name, ...counts })));
  const all = found.length > 0 ? found : readTap(plain);
  if (all.length === 0) return undefined;
  return {
    runner: [...new Set(all.map(({ runner }) => runner))].join(', '),
    passed: sum(all.map(({ passed }) => passed)),
    failed: sum(all.map(({ failed }) => failed)),
    skipped: sum(all.map(({ skipped }) => skipped)),
  };
}

export function withoutColour(output: string): string {
  // oxlint-disable-next-line no-control-regex -- the escape character is what colours begin with
  return output.replaceAll(/\u001B\[[\d;]*m/g, '').replaceAll('\r\n', '\n');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** `ℹ tests 5` of the spec reporter, `# tests 5` of its TAP. */
function readNode(output: string): readonly Omit<TestCounts, 'runner'>[] {
  const block = /^(?:ℹ|#) tests \d+\n(?:(?:ℹ|#) \w+ [\d.]+\n?)+/gm;
  return [...output.matchAll(block)].map(([text]) => {
    const value = (name: string) => Number(new RegExp(`^(?:ℹ|#) ${name} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
    return {
      passed: value('pass'),
      failed: value('fail') + value('cancelled'),
      skipped: value('skipped') + value('todo'),
    };
  });
}

/** `2 failed | 10 passed`, `1 failed, 5 passed, 6 total` */
function readSummaries(output: string, summary: RegExp): readonly Omit<TestCounts, 'runner'>[] {
  return [...output.matchAll(summary)].map(({ groups }) => {
    const value = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(groups?.['list'] ?? '')?.[1] ?? 0);
    return { passed: value('passed'), failed: value('failed'), skipped: value('skipped') + value('todo') };
  });
}

function readMocha(output: string): readonly Omit<TestCounts, 'runner'>[] {
  return [...output.matchAll(/^ +(\d+) passing \(.+\)\n(?: +(\d+) pending\n?)?(?: +(\d+) failing\n?)?/gm)].map(
    ([, passed = '0', skipped = '0', failed = '0']) => ({
      passed: Number(passed),
      failed: Number(failed),
      skipped: Number(skipped),
    }),
  );
}

/** `pg_prove` and `supabase test db`. */
function readProve(output: string): readonly Omit<TestCounts, 'runner'>[] {
  return [...output.matchAll(/^Files=\d+, Tests=(\d+),/gm)].map(([, tests = '0']) => {
    const failed = sum([...output.matchAll(/^\s*Failed (\d+)\/\d+ subtests/gm)].map(([, many]) => Number(many)));
    return { passed: Number(tests) - failed, failed, skipped: 0 };
  });
}

/** The Test Anything Protocol of any other runner: top-level lines alone, as subtests are counted by their parent. */
function readTap(output: string): readonly TestCounts[] {
  if (!/^(?:TAP version \d+|\d+\.\.\d+)/m.test(output)) return [];
  const lines = [...output.matchAll(/^(not )?ok\b(.*)$/gm)].map(([, not, rest = '']) => ({
    skipped: /# (?:skip|todo)/i.test(rest),
    failed: not !== undefined,
  }));
  return [
    {
      runner: 'TAP',
      passed: lines.filter(({ skipped, failed }) => !skipped && !failed).length,
      failed: lines.filter(({ skipped, failed }) => !skipped && failed).length,
      skipped: lines.filter(({ skipped }) => skipped).length,
    },
  ];
}
