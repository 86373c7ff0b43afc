import { z } from 'zod';
import type { Json } from '../../core/json.ts';

export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits');

/** RFC 3339 in UTC, ending in Z. */
export const instant = z.iso.datetime();

export const milliseconds = z.number().nonnegative();

export const mode = z.enum(['rehearsal', 'live']);

export const verdict = z.enum([
  'verified',
  'attested',
  'degraded',
  'failed',
  'blocked',
  'unknown',
  'waiting',
  'skipped',
  'stale',
]);

export const json: z.ZodType<Json> = z.json();

/** A path inside the run's folder: relative, `/` as separator, no `.` or `..`. */
export const pathInRun = z
  .string()
  .regex(/^(?![/\\])(?!.*(?:^|\/)\.{0,2}(?:\/|$))[^\\]+$/, 'must be a path inside the run');
