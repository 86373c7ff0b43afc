import { defineConfig } from 'vitest/config';

/** `npm run test:deep`: what takes minutes and is run before a release, not at every change. */
export default defineConfig({
  test: {
    include: ['test/deep/**/*.deep.ts'],
    // On a machine with much else to do a case of some seconds takes minutes.
    testTimeout: 600_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    maxConcurrency: 3,
    // Each result as it comes: a loop that is stopped has said what it found by then.
    reporters: ['verbose'],
  },
});
