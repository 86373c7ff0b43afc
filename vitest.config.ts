import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes minutes begins first: a long file that begins last keeps one core busy and the others waiting. */
const long = [/\/test\/e2e\//, /\/test\/contract\/database\//, /\/test\/contract\//];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = long.findIndex((pattern) => pattern.test(moduleId));
  return rank === -1 ? long.length : rank;
}

export default defineConfig({
  test: {
    // On a busy machine what takes milliseconds takes seconds.
    expect: { poll: { timeout: 20_000 } },
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    sequence: { sequencer: LongFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
