import { z } from 'zod';
import { instant, mode, sha256Hex } from './primitive.ts';
import { taskRecord } from './record.ts';

/** in-toto's ResourceDescriptor, as far as we use it: names are paths in the run's folder. */
export const resource = z.strictObject({ name: z.string().min(1), digest: z.strictObject({ sha256: sha256Hex }) });

/** Ties a statement to its run, direction and bindings. */
export const runContext = z.strictObject({
  run: z.string(),
  mode,
  directionDigest: sha256Hex,
  bindingsDigest: sha256Hex,
  prestage: z.string().describe('version of Prestage'),
});

/** What a statement can say of a task: the journal's record, without what is added after the signature. */
export const settledTask = taskRecord.omit({ statements: true, attestation: true });

/** in-toto link v0.3: one task. `command` is empty: a task calls several programs, and they stand in the task's record. */
export const linkPredicate = z.strictObject({
  name: z.string(),
  command: z.array(z.string()),
  materials: z.array(resource),
  byproducts: z.strictObject({ task: settledTask }),
  environment: runContext,
});

/** in-toto test-result v0.1: one suite. `prestage` is our extension field. */
export const testResultPredicate = z.strictObject({
  result: z.enum(['PASSED', 'WARNED', 'FAILED']),
  configuration: z.array(resource),
  url: z.string().exactOptional(),
  passedTests: z.array(z.string()),
  warnedTests: z.array(z.string()),
  failedTests: z.array(z.string()),
  prestage: runContext.extend({ task: z.string(), suite: z.string() }),
});

/** in-toto SVR v0.2: the Definition of Done. `properties` lists the boxes that hold; `prestage` has all of them. */
export const donePredicate = z.strictObject({
  verifier: z.strictObject({ id: z.string(), policies: z.array(resource) }),
  timeCreated: instant,
  properties: z.array(z.string()),
  prestage: runContext.extend({ boxes: z.array(settledTask) }),
});

/** A person's word for a task. */
export const personPredicate = z.strictObject({
  context: runContext,
  task: z.string(),
  by: z.string(),
  note: z.string(),
  attestedOn: instant,
  unreviewed: z.string().exactOptional().describe('where no repository holds the trust root: why that is'),
});

/** A person's leave to apply one plan once. */
export const approvalPredicate = z.strictObject({
  context: runContext,
  task: z.string(),
  action: z.string(),
  environment: z.string(),
  plan: sha256Hex.describe('SHA-256 of the canonical JSON of the plan'),
  by: z.string(),
  approvedOn: instant,
  expiresOn: instant,
  nonce: z.string().min(16).describe('makes it single-use'),
  unreviewed: z.string().exactOptional().describe('where no repository holds the trust root: why that is'),
});

/** What an executor under a direction's constraints did, against what it was allowed. The whole of it stands in a subject. */
export const accountPredicate = z.strictObject({
  id: z.string(),
  directionDigest: sha256Hex.describe('of the direction without ticks and evidence links'),
  prestage: z.string().describe('version of Prestage'),
  verdict: z.enum(['verified', 'failed', 'unknown']),
  startedAt: instant,
  durationMs: z.int().nonnegative(),
});

/** What a run's folder held when it was sealed. */
export const sealPredicate = z.strictObject({
  run: z.string(),
  mode,
  directionDigest: sha256Hex.describe('of the direction without ticks and evidence links'),
  bindingsDigest: sha256Hex,
  firstSeq: z.int().positive(),
  lastSeq: z.int().positive(),
  count: z.int().positive(),
  head: sha256Hex.describe('of the last line of the journal, without its line feed'),
  previous: sha256Hex.exactOptional().describe('of the bundle of the seal before'),
});
