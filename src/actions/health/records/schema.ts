import { z } from 'zod';
import { states } from '../result.ts';

/** What is read back of a record: whoever wrote it, only what is understood counts. Other members are left out. */
const state = z.enum(states);
const moment = z.iso.datetime({ offset: true });

const step = z.object({
  name: z.string(),
  call: z.string().optional(),
  status: z.number().optional(),
  attempts: z.array(z.unknown()).default([]),
  phases: z.object({ total: z.number().nonnegative() }).optional(),
});

const checkResult = z.object({
  check: z.string().min(1),
  kind: z.string(),
  environment: z.string(),
  state,
  code: z.string().optional(),
  summary: z.string(),
  next: z.string().optional(),
  asked: z.string().optional(),
  done: z.string().optional(),
  startedAt: moment,
  durationMs: z.number().nonnegative(),
  steps: z.array(step).default([]),
});

export const recordSchema = z.object({
  format: z.literal('prestage.health/1'),
  environment: z.string(),
  mode: z.enum(['live', 'rehearsal']),
  startedAt: moment,
  durationMs: z.number().nonnegative(),
  control: z.enum(['reachable', 'unreachable', 'not-configured']),
  state,
  results: z.array(checkResult),
});

export type ReadRecord = z.infer<typeof recordSchema>;
export type ReadResult = z.infer<typeof checkResult>;

/** Of two records of one millisecond the second has `-2` in its name. */
export const recordName = /^\d{8}T\d{9}Z(?:-\d+)?\.json$/u;

export const lineSchema = z.object({ file: z.string().regex(recordName), sha256: z.string() });
