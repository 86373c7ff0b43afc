import { z } from 'zod';
import { journalVersion } from '../../core/journal.ts';
import { instant, milliseconds, mode, sha256Hex, verdict } from './primitive.ts';
import { actionRecord, attestation, evidenceFile, measurement, taskRecord } from './record.ts';

const numbered = { number: z.string(), title: z.string() };
const step = z.int().nonnegative();

const fencingToken = z.int().positive();

const lockEntries = [
  z.strictObject({
    kind: z.literal('lock.acquired'),
    environment: z.string(),
    owner: z.string(),
    reason: z.string(),
    token: fencingToken,
    tookOver: z
      .strictObject({ owner: z.string(), run: z.string(), token: fencingToken, since: instant })
      .exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('lock.released'),
    environment: z.string(),
    token: fencingToken,
    held: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('lock.broken-glass'),
    environment: z.string(),
    reason: z.string(),
    why: z.string(),
  }),
  z.strictObject({ kind: z.literal('lock.not-held'), environment: z.string(), why: z.string() }),
] as const;

const usedApproval = z.strictObject({
  action: z.string(),
  environment: z.string(),
  plan: sha256Hex,
  by: z.string(),
  approvedOn: instant,
  expiresOn: instant,
  nonce: z.string(),
  key: z.string(),
  statement: evidenceFile,
  unreviewed: z.string().exactOptional(),
});

const standIn = z.strictObject({
  environment: z.string(),
  service: z.string(),
  engine: z.string(),
  version: z.string(),
  dump: z.string().exactOptional(),
  faults: z.array(z.string()).exactOptional(),
});

const journalEntry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('run.opened'),
    run: z.string(),
    mode,
    direction: z.strictObject({ path: z.string(), title: z.string(), digest: sha256Hex }),
    bindingsDigest: sha256Hex,
    prestage: z.string(),
    tasks: z.array(z.strictObject(numbered)),
    leftOut: z.array(z.strictObject({ number: z.string(), reason: z.string() })).exactOptional(),
    standIns: z.array(standIn).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('run.resumed'), prestage: z.string(), cutBytes: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal('task.started'), ...numbered }),
  z.strictObject({
    kind: z.literal('action.planned'),
    number: z.string(),
    step,
    action: z.string(),
    environment: z.string().exactOptional(),
    plan: sha256Hex,
    summary: z.string(),
    kept: evidenceFile,
  }),
  z.strictObject({
    kind: z.literal('action.settled'),
    number: z.string(),
    step,
    action: actionRecord,
    fix: z.string().exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('approval.awaited'),
    number: z.string(),
    action: z.string(),
    environment: z.string(),
    plan: sha256Hex,
  }),
  z.strictObject({ kind: z.literal('approval.used'), number: z.string(), approval: usedApproval }),
  z.strictObject({ kind: z.literal('task.settled'), task: taskRecord }),
  ...lockEntries,
  z.strictObject({ kind: z.literal('constraints.measured'), measured: z.array(measurement) }),
  z.strictObject({ kind: z.literal('run.closed'), verdict, durationMs: milliseconds }),
  z.strictObject({ kind: z.literal('task.attested'), number: z.string(), attestation }),
]);

/** A line of `journal.jsonl`. */
export const journalRecord = z.strictObject({
  v: z.literal(journalVersion),
  seq: z.int().positive(),
  at: instant,
  prev: sha256Hex,
  entry: journalEntry,
});
