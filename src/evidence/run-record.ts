import type { Measurement } from '../core/constraint.ts';
import type { JournalEntry, JournalRecord } from '../core/journal.ts';
import type { Attestation, RunRecord, TaskRecord } from '../core/record.ts';
import { worstOf, type Verdict } from '../core/verdict.ts';
import { evidenceFailure } from './evidence-failure.ts';
import { runFiles } from './paths.ts';
import { progressOf, type Progress } from './progress.ts';
import { withUndone } from './undone.ts';

export type RunOpened = Extract<JournalEntry, { kind: 'run.opened' }>;

/** A run as its journal tells it. Pure: the same records give the same run. `head` and `count` come from readJournal. */
export function runRecordOf(records: readonly JournalRecord[], head: string, count: number): RunRecord {
  const opened = openingOf(records);
  const settled = settledTasks(records);
  const progress = progressOf(records);
  const attestations = attestationsOf(records);
  const attested = [...settled.values()].map((task) => withAttestation(task, attestations.get(task.number)));
  const all = new Map(attested.map((task) => [task.number, task]));
  const monitoring = all.get('monitoring');
  const rollback = all.get('rollback');
  const announced = taskNumbers(opened, all).map(
    (number) => all.get(number) ?? unsettledTask(opened, number, progress, records),
  );
  const tasks = withUndone(announced, rollback);
  const measured = measuredIn(records);
  return {
    run: opened.run,
    mode: opened.mode,
    direction: opened.direction,
    bindingsDigest: opened.bindingsDigest,
    prestage: opened.prestage,
    verdict: runVerdict(progress, [...settled.values()], attested),
    startedAt: records[0]?.at ?? '',
    durationMs: durationOf(progress),
    tasks,
    boxes: [...all.values()].filter((task) => isBox(task.number)),
    ...(monitoring && { monitoring }),
    ...(rollback && { rollback }),
    ...(measured && { measured }),
    ...(opened.standIns && { standIns: opened.standIns }),
    ...(progress.resumed.length > 0 && { resumed: progress.resumed }),
    head,
    count,
  };
}

export function openingOf(records: readonly JournalRecord[]): RunOpened {
  const entry = records[0]?.entry;
  if (entry?.kind === 'run.opened') return entry;
  throw evidenceFailure({
    code: 'evidence.journal-opening',
    what: 'The journal does not say which run it is of',
    why: 'its first record is not run.opened',
    fix: 'Restore journal.jsonl from git or the CI artifact, or run the direction again.',
    file: runFiles.journal,
    line: 1,
  });
}

/** The last word of the run itself on each task, box, monitoring line and rollback, in the order of their first. */
export function settledTasks(records: readonly JournalRecord[]): ReadonlyMap<string, TaskRecord> {
  const settled = new Map<string, TaskRecord>();
  for (const { entry } of records) if (entry.kind === 'task.settled') settled.set(entry.task.number, entry.task);
  return settled;
}

export function attestationsOf(records: readonly JournalRecord[]): ReadonlyMap<string, Attestation> {
  const attestations = new Map<string, Attestation>();
  for (const { entry } of records)
    if (entry.kind === 'task.attested') attestations.set(entry.number, entry.attestation);
  return attestations;
}

/** The approvals that were spent, in order. */
export function usedApprovals(records: readonly JournalRecord[]) {
  return records.map(({ entry }) => entry).filter((entry) => entry.kind === 'approval.used');
}

export function isBox(number: string): boolean {
  return number.startsWith('done-');
}

/** Whether a person's word settles it: nothing was bound to it, or it waits for one. */
export function isOpenToPeople({ verdict, actions }: TaskRecord): boolean {
  return verdict === 'waiting' || (verdict === 'unknown' && actions.length === 0);
}

/** A person's word settles what the run left open. It never turns green what was tried or held back, nor dresses as `verified`. */
function withAttestation(task: TaskRecord, attestation: Attestation | undefined): TaskRecord {
  if (!attestation) return task;
  if (!isOpenToPeople(task)) return { ...task, attestation };
  const { reason: _reason, fix: _fix, ...settled } = task;
  return { ...settled, verdict: 'attested', attestation };
}

function taskNumbers(opened: RunOpened, settled: ReadonlyMap<string, TaskRecord>): readonly string[] {
  const announced = opened.tasks.map((task) => task.number);
  return [...new Set([...announced, ...settled.keys()])].filter((number) => !isBesideTheTasks(number));
}

function isBesideTheTasks(number: string): boolean {
  return isBox(number) || number === 'monitoring' || number === 'rollback';
}

/** A task that was announced and never came to a verdict: no data, never green. What its actions came to is shown. */
function unsettledTask(
  opened: RunOpened,
  number: string,
  { begun }: Progress,
  records: readonly JournalRecord[],
): TaskRecord {
  const started = begun.get(number);
  const steps = [...(started?.steps.values() ?? [])];
  return {
    number,
    title: opened.tasks.find((task) => task.number === number)?.title ?? number,
    verdict: 'unknown',
    reason: started ? 'the run ended in the middle of it' : 'the run ended before it',
    fix: opened.mode === 'live' ? `prestage resume ${opened.run}` : `prestage rehearse ${opened.direction.path}`,
    startedAt: started?.startedAt ?? records.at(-1)?.at ?? '',
    durationMs: 0,
    actions: steps.flatMap((step) => (step.kind === 'action.settled' ? step.action : [])),
    statements: [],
  };
}

/** The verdict that the run closed with; when its tasks alone made it, attestations since then count. */
function runVerdict({ closed }: Progress, settled: readonly TaskRecord[], attested: readonly TaskRecord[]): Verdict {
  if (!closed) return 'unknown';
  return closed.verdict === worst(settled) ? worst(attested) : closed.verdict;
}

function worst(tasks: readonly TaskRecord[]): Verdict {
  return worstOf(tasks.map((task) => task.verdict));
}

function measuredIn(records: readonly JournalRecord[]): readonly Measurement[] | undefined {
  const accounts = records.map((record) => record.entry).filter((entry) => entry.kind === 'constraints.measured');
  return accounts.at(-1)?.measured;
}

/** Of a run that did not end, what its tasks took: the clock on the wall may have been set in between. */
function durationOf({ closed, settled }: Progress): number {
  return closed?.durationMs ?? [...settled.values()].reduce((sum, task) => sum + task.durationMs, 0);
}
