import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // On a busy machine what takes milliseconds takes seconds.
    expect: { poll: { timeout: 20_000 } },
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
