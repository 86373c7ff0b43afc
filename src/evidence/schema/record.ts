import { z } from 'zod';
import { limits } from '../../core/constraint.ts';
import { instant, json, milliseconds, pathInRun, sha256Hex, verdict } from './primitive.ts';

/** The zod side of core/record.ts; the tests hold the two equal. */
export const evidenceFile = z.strictObject({ path: pathInRun, sha256: sha256Hex, bytes: z.int().nonnegative() });

export const suite = z.strictObject({
  name: z.string(),
  result: z.enum(['PASSED', 'WARNED', 'FAILED']),
  passed: z.array(z.string()),
  failed: z.array(z.string()),
  url: z.string().exactOptional(),
});

const commandRecord = z.strictObject({
  command: z.string(),
  startedAt: instant,
  durationMs: milliseconds,
  exitCode: z.int().exactOptional(),
  signal: z.string().exactOptional(),
  timedOut: z.boolean(),
  found: z.boolean(),
  output: z.string().exactOptional(),
});

export const actionRecord = z.strictObject({
  id: z.string(),
  environment: z.string().exactOptional(),
  verdict,
  reason: z.string().exactOptional(),
  asked: z.string().exactOptional(),
  done: z.string().exactOptional(),
  durationMs: milliseconds,
  commands: z.array(commandRecord),
  evidence: z.array(evidenceFile),
  facts: z.record(z.string(), json).exactOptional(),
  suites: z.array(suite).exactOptional(),
});

export const attestation = z.strictObject({
  by: z.string(),
  note: z.string(),
  at: instant,
  key: z.string(),
  files: z.array(evidenceFile),
  unreviewed: z.string().exactOptional(),
});

const redactions = z.strictObject({
  ruleSet: z.string(),
  count: z.int().nonnegative(),
  names: z.record(z.string(), z.int().positive()),
});

export const taskRecord = z.strictObject({
  number: z.string(),
  title: z.string(),
  verdict,
  reason: z.string().exactOptional(),
  fix: z.string().exactOptional(),
  startedAt: instant,
  durationMs: milliseconds,
  actions: z.array(actionRecord),
  statements: z.array(evidenceFile),
  redactions: redactions.exactOptional(),
  attestation: attestation.exactOptional(),
  undoes: z.array(z.string()).exactOptional(),
});

export const measurement = z.strictObject({
  limit: z.enum(limits),
  actual: z.string(),
  enforced: z.string(),
  exceeded: z.boolean().exactOptional(),
});
