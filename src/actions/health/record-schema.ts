import { z } from 'zod';
import { diagnosisCodes } from './diagnosis.ts';
import { states, type HealthRecord } from './result.ts';

/**
 * What a record may hold, by name: all else is left out of it. schemas/health-record.json is generated from here.
 * Of a reply there are the declared fields, the names of its headers, and digests.
 */
const state = z.enum(states);
const code = z.enum(diagnosisCodes);
const ms = z.number().nonnegative();
const digest = z.string().regex(/^[0-9a-f]{64}$/);

const attempt = z.object({ durationMs: ms, code: code.exactOptional(), status: z.int().exactOptional() });

const phases = z.object({
  dns: ms.exactOptional(),
  connect: ms.exactOptional(),
  tls: ms.exactOptional(),
  firstByte: ms.exactOptional(),
  total: ms,
});

const step = z.object({
  name: z.string(),
  call: z.string().exactOptional().describe('method, scheme, host and path; no value of a query'),
  status: z.int().exactOptional().describe('absent when no answer came'),
  attempts: z.array(attempt).readonly(),
  phases: phases.describe('milliseconds of the last attempt'),
  headers: z.array(z.string()).readonly().exactOptional().describe('names alone'),
  body: z
    .object({
      bytes: z.int().nonnegative(),
      sha256: digest,
      shape: digest.exactOptional().describe('over the names and types of its JSON, without values'),
    })
    .exactOptional(),
  fields: z.record(z.string(), z.json()).describe('declared in prestage.config.ts'),
  conditions: z
    .array(z.object({ condition: z.string(), holds: z.union([z.boolean(), z.literal('unknown')]) }))
    .readonly(),
});

const result = z.object({
  check: z.string(),
  kind: z.string(),
  environment: z.string(),
  startedAt: z.iso.datetime(),
  durationMs: ms,
  state,
  code: code.exactOptional().describe('why it is not green'),
  summary: z.string(),
  next: z.string().exactOptional().describe('what to do'),
  asked: z.string().exactOptional(),
  done: z.string().exactOptional(),
  steps: z.array(step).readonly(),
});

export const healthRecordSchema = z.object({
  format: z.literal('prestage.health/1'),
  environment: z.string(),
  mode: z.enum(['live', 'rehearsal']),
  startedAt: z.iso.datetime(),
  durationMs: ms,
  control: z.enum(['reachable', 'unreachable', 'not-configured']),
  state,
  results: z.array(result).readonly(),
}) satisfies z.ZodType<HealthRecord>;
