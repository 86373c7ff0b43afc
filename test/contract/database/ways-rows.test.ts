import { describe, vi } from 'vitest';
import { fileWays } from './ways/files.ts';
import { rowWays } from './ways/rows.ts';
import { areFound } from './ways/try.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

describe('a way back that leaves other rows', () => {
  areFound(rowWays);
});

describe('a way back that cannot be run, or that there is not', () => {
  areFound(fileWays);
});
