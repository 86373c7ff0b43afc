import { describe, vi } from 'vitest';
import { schemaWays } from './ways/schema.ts';
import { areFound } from './ways/try.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

describe('a way back that leaves the schema as something else', () => {
  areFound(schemaWays);
});
