import type { EvidenceFile, Mode, Suite } from '../core/action.ts';
import type { Attestation, RunRecord, TaskRecord } from '../core/record.ts';
import { isSettled } from '../core/verdict.ts';
import { evidenceFailure } from './evidence-failure.ts';
import { predicateTypes, statementType } from './predicate-types.ts';
import type { Resource, SealStatement, StatementOf } from './schema/statement.ts';

/** A file and its digest: subjects and materials need no more of an EvidenceFile. */
export type Digested = Pick<EvidenceFile, 'path' | 'sha256'>;

/** What every statement of a run says of the run. */
export interface RunFacts {
  readonly run: string;
  readonly mode: Mode;
  readonly directionDigest: string;
  readonly bindingsDigest: string;
  /** Version of Prestage. */
  readonly prestage: string;
  /** The copies in the run's folder: `direction.md`, then `bindings.yaml` where there is one. */
  readonly inputs: readonly [Digested, ...Digested[]];
}

export interface Approval {
  readonly task: string;
  readonly action: string;
  readonly environment: string;
  /** SHA-256 of the plan's canonical JSON. */
  readonly plan: string;
  readonly by: string;
  readonly approvedOn: string;
  readonly expiresOn: string;
  readonly nonce: string;
}

type Types = typeof predicateTypes;

/** What a task did (link v0.3). Its subjects are the direction and the files that the task left. */
export function taskStatement(facts: RunFacts, task: TaskRecord): StatementOf<Types['link']> {
  const files = task.actions.flatMap((action) => action.evidence);
  return {
    _type: statementType,
    subject: subjects([facts.inputs[0], ...files]),
    predicateType: predicateTypes.link,
    predicate: {
      name: `task-${task.number}`,
      command: [],
      materials: subjects(facts.inputs),
      byproducts: { task: settled(task) },
      environment: contextOf(facts),
    },
  };
}

/** What a test suite gave (test-result v0.1). `files` are the task's, its log among them. */
export function suiteStatement(facts: RunFacts, task: TaskRecord, suite: Suite): StatementOf<Types['testResult']> {
  const ran = task.actions.filter((action) => action.suites?.some(({ name }) => name === suite.name));
  const files = ran.flatMap((action) => action.evidence);
  return {
    _type: statementType,
    subject: subjects([facts.inputs[0], ...files]),
    predicateType: predicateTypes.testResult,
    predicate: {
      result: suite.result,
      configuration: subjects(facts.inputs),
      ...(suite.url !== undefined && { url: suite.url }),
      passedTests: suite.passed,
      warnedTests: [],
      failedTests: suite.failed,
      prestage: { ...contextOf(facts), task: task.number, suite: suite.name },
    },
  };
}

/** Which boxes of the Definition of Done hold (SVR v0.2). `timeCreated` is RFC 3339 in UTC. */
export function doneStatement(
  facts: RunFacts,
  boxes: readonly TaskRecord[],
  timeCreated: string,
): StatementOf<Types['done']> {
  const files = boxes.flatMap((box) => box.actions.flatMap((action) => action.evidence));
  return {
    _type: statementType,
    subject: subjects([facts.inputs[0], ...files]),
    predicateType: predicateTypes.done,
    predicate: {
      verifier: { id: 'https://prestage.dev/verifier/v1', policies: subjects(facts.inputs) },
      timeCreated,
      properties: boxes.filter((box) => isSettled(box.verdict)).map(propertyOf),
      prestage: { ...contextOf(facts), boxes: boxes.map(settled) },
    },
  };
}

/** A person's word for a task. The person's key signs it: the journal's `attestation.key` is that key's name. */
export function attestationStatement(
  facts: RunFacts,
  task: string,
  attestation: Attestation,
): StatementOf<Types['person']> {
  return {
    _type: statementType,
    subject: subjects([facts.inputs[0], ...attestation.files]),
    predicateType: predicateTypes.person,
    predicate: {
      context: contextOf(facts),
      task,
      by: attestation.by,
      note: attestation.note,
      attestedOn: attestation.at,
      ...(attestation.unreviewed !== undefined && { unreviewed: attestation.unreviewed }),
    },
  };
}

/** A person's leave to apply one plan, once, until it expires. Its subject is the plan. */
export function approvalStatement(facts: RunFacts, approval: Approval): StatementOf<Types['approval']> {
  return {
    _type: statementType,
    subject: subjects([{ path: 'plan', sha256: approval.plan }]),
    predicateType: predicateTypes.approval,
    predicate: { context: contextOf(facts), ...approval },
  };
}

/** What an executor did. Its subjects are all files of the account's folder. */
export function accountStatement(
  predicate: StatementOf<Types['account']>['predicate'],
  files: readonly Digested[],
): StatementOf<Types['account']> {
  return { _type: statementType, subject: subjects(files), predicateType: predicateTypes.account, predicate };
}

/** sigstore-go, and so cosign, reads no statement with more. */
export const mostSubjects = 1024;

export interface SealFacts {
  readonly record: Pick<RunRecord, 'run' | 'mode' | 'direction' | 'bindingsDigest' | 'head' | 'count'>;
  /** SHA-256 of the bundle of the seal before. */
  readonly previous?: string;
}

/** What the run's folder holds. For more than 1,024 files use planSeal, which puts them in a list of their own. */
export function sealStatement({ record, previous }: SealFacts, files: readonly Digested[]): SealStatement {
  if (files.length > mostSubjects) throw tooMany(files.length);
  return {
    _type: statementType,
    subject: subjects(files.toSorted(byPath)),
    predicateType: predicateTypes.seal,
    predicate: {
      run: record.run,
      mode: record.mode,
      directionDigest: record.direction.digest,
      bindingsDigest: record.bindingsDigest,
      firstSeq: 1,
      lastSeq: record.count,
      count: record.count,
      head: record.head,
      ...(previous !== undefined && { previous }),
    },
  };
}

export function byPath(a: Digested, b: Digested): number {
  return a.path < b.path ? -1 : Number(a.path > b.path);
}

/** in-toto wants each name once; the same file twice is one subject. */
function subjects(files: readonly Digested[]): readonly Resource[] {
  const byName = new Map(files.map((file) => [file.path, { name: file.path, digest: { sha256: file.sha256 } }]));
  return [...byName.values()];
}

function contextOf({ run, mode, directionDigest, bindingsDigest, prestage }: RunFacts) {
  return { run, mode, directionDigest, bindingsDigest, prestage };
}

function settled({ statements: _statements, attestation: _attestation, ...task }: TaskRecord) {
  return task;
}

/** `done-2`, verified → `PRESTAGE_DONE_2_VERIFIED`: SVR asks for a prefix of the framework. */
function propertyOf(box: TaskRecord): string {
  return `PRESTAGE_${box.number}_${box.verdict}`.toUpperCase().replaceAll('-', '_');
}

function tooMany(count: number) {
  return evidenceFailure({
    code: 'evidence.seal-too-many',
    what: `A seal cannot name ${count} files`,
    why: `cosign reads at most ${mostSubjects} subjects`,
    fix: 'Seal by planSeal, which names a list of the files instead.',
  });
}
