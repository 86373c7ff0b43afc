import { z } from 'zod';

/**
 * The one object that `prestage rehearse --json` and `run --json` print; schemas/run-report.json is generated from here.
 * Import its types with `import type`: zod is loaded only where a schema is needed.
 */
const verdict = z.enum([
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

const actionReport = z.strictObject({
  id: z.string().describe('area.verb'),
  environment: z.string().optional(),
  verdict,
  evidence: z
    .array(z.string())
    .describe('paths, relative to the workspace of the run; a rehearsal has a copy of its own'),
});

const taskReport = z.strictObject({
  number: z.string(),
  title: z.string(),
  verdict,
  reason: z.string().optional(),
  fix: z.string().optional().describe('what to do about it'),
  durationMs: z.number(),
  actions: z.array(actionReport),
});

const boxReport = z.strictObject({
  text: z.string(),
  verdict,
  reason: z.string().optional(),
  fix: z.string().optional().describe('what to do about it'),
  evidence: z.array(z.string()),
});

const runReport = z.strictObject({
  run: z.string(),
  direction: z.string().describe('path in the workspace'),
  mode: z.enum(['rehearsal', 'live']),
  verdict,
  durationMs: z.number(),
  resumed: z.array(z.string()).optional().describe('when it went on after it was cut; absent when it ran through'),
  tasks: z.array(taskReport),
  definitionOfDone: z.array(boxReport),
  head: z.string().describe('SHA-256 of the last journal record'),
  page: z.string().describe('path of the HTML page, relative to the workspace that prestage was called in'),
});

const failureReport = z.looseObject({ code: z.string(), what: z.string(), why: z.string(), fix: z.string() });

const faultReport = z.strictObject({
  fault: z.string().describe('such as `chatwoot:worker-dead@staging`'),
  seen: z.int().nonnegative().describe('calls that it fits'),
  struck: z.int().nonnegative().describe('calls that it struck: one that struck none has proven nothing'),
});

export const reportSchema = z.strictObject({
  runs: z.array(runReport),
  faults: z.array(faultReport).readonly().optional().describe('of a rehearsal that was asked to have some'),
  error: failureReport.optional().describe('what kept the next direction from being run; the runs before it stand'),
});

/** With `--json` a command that could not begin prints its error alone. */
export const printedSchema = z.union([reportSchema, z.strictObject({ error: failureReport })]);

export type RunReport = z.infer<typeof runReport>;
export type Report = z.infer<typeof reportSchema>;
