import type { JournalEntry, JournalRecord } from '../core/journal.ts';
import type { ActionRecord, Resumption, TaskRecord } from '../core/record.ts';

export type ActionPlanned = Extract<JournalEntry, { kind: 'action.planned' }>;
export type ActionSettled = Extract<JournalEntry, { kind: 'action.settled' }>;
export type RunClosed = Extract<JournalEntry, { kind: 'run.closed' }>;

/** A task that was begun and has no verdict that stands. What is known of its actions, by their place in the task. */
export interface BegunTask {
  readonly startedAt: string;
  /** How often it was begun. */
  readonly attempts: number;
  readonly steps: ReadonlyMap<number, ActionPlanned | ActionSettled>;
}

/** How far a run got, as its journal tells it. */
export interface Progress {
  /** The verdicts that stand: tasks, boxes, monitoring, rollback, by number. */
  readonly settled: ReadonlyMap<string, TaskRecord>;
  readonly begun: ReadonlyMap<string, BegunTask>;
  /** Every plan that was about to be applied. */
  readonly planned: readonly ActionPlanned[];
  readonly resumed: readonly Resumption[];
  /** What tasks took that were cut, each up to the last record of its attempt. Milliseconds. */
  readonly cutMs: number;
  /** The task that was at work when the run was cut, until it has a verdict. */
  readonly cutIn?: string;
  /** Nonces of the approvals that were used: none of them counts again. */
  readonly spent: readonly string[];
  /** How it ended; absent when it was cut, or goes on. */
  readonly closed?: RunClosed;
}

interface Reading {
  readonly settled: Map<string, TaskRecord>;
  readonly begun: Map<
    string,
    { startedAt: string; attempts: number; steps: Map<number, ActionPlanned | ActionSettled> }
  >;
  readonly planned: ActionPlanned[];
  readonly resumed: Resumption[];
  readonly spent: string[];
  cutMs: number;
  /** Since when a task is at work, and the last that was heard of it. */
  atWork: { readonly number: string; readonly since: number; last: number } | undefined;
  cutIn: string | undefined;
  closed: RunClosed | undefined;
}

/** Pure: the same records give the same progress. No time is compared: records count in the order of the journal. */
export function progressOf(records: readonly JournalRecord[]): Progress {
  const reading: Reading = {
    settled: new Map(),
    begun: new Map(),
    planned: [],
    resumed: [],
    spent: [],
    cutMs: 0,
    atWork: undefined,
    cutIn: undefined,
    closed: undefined,
  };
  for (const record of records) {
    time(reading, record);
    read(reading, record);
  }
  cutOff(reading);
  const { settled, begun, planned, resumed, spent, cutMs, cutIn, closed } = reading;
  return {
    settled,
    begun,
    planned,
    resumed,
    spent,
    cutMs,
    ...(cutIn !== undefined && { cutIn }),
    ...(closed && { closed }),
  };
}

function read(reading: Reading, { entry, at }: JournalRecord): void {
  if (entry.kind === 'task.started') begin(reading, entry.number, at);
  else if (entry.kind === 'action.planned') planAction(reading, entry);
  else if (entry.kind === 'action.settled') settleAction(reading, entry);
  else if (entry.kind === 'task.settled') settleTask(reading, entry.task);
  else if (entry.kind === 'approval.used') reading.spent.push(entry.approval.nonce);
  else if (entry.kind === 'run.closed') reading.closed = entry;
  else if (entry.kind === 'run.resumed') {
    reading.closed = undefined;
    reading.resumed.push({ at, prestage: entry.prestage, cutBytes: entry.cutBytes });
  }
}

function time(reading: Reading, { entry, at }: JournalRecord): void {
  const now = Date.parse(at);
  if (entry.kind === 'run.resumed') cutOff(reading);
  if (entry.kind === 'task.started') reading.atWork = { number: entry.number, since: now, last: now };
  else if (entry.kind === 'task.settled') {
    reading.atWork = undefined;
    if (reading.cutIn === entry.task.number) reading.cutIn = undefined;
  } else if (reading.atWork !== undefined) reading.atWork.last = now;
}

/** What is still at work when the run goes on, or the records end, was cut. A clock that went back takes nothing off. */
function cutOff(reading: Reading): void {
  const { atWork } = reading;
  if (atWork === undefined) return;
  reading.cutIn = atWork.number;
  reading.cutMs += Math.max(0, atWork.last - atWork.since);
  reading.atWork = undefined;
}

/** A task that goes on after a cut is started again: what its actions came to is kept. */
function begin({ begun }: Reading, number: string, startedAt: string): void {
  const before = begun.get(number);
  if (before === undefined) begun.set(number, { startedAt, attempts: 1, steps: new Map() });
  else before.attempts += 1;
}

function planAction({ begun, planned }: Reading, entry: ActionPlanned): void {
  planned.push(entry);
  begun.get(entry.number)?.steps.set(entry.step, entry);
}

/** An action that waits for a person was not applied: it is taken up again, from its plan. */
function settleAction({ begun }: Reading, entry: ActionSettled): void {
  const steps = begun.get(entry.number)?.steps;
  if (waits(entry.action)) steps?.delete(entry.step);
  else steps?.set(entry.step, entry);
}

/** Once a task has come to a verdict, the boxes that were looked at before it say nothing any more. */
function settleTask({ settled, begun }: Reading, task: TaskRecord): void {
  if (isTask(task.number)) for (const parts of [settled, begun]) forgetBoxes(parts);
  settled.set(task.number, task);
  if (task.verdict !== 'waiting') begun.delete(task.number);
}

function forgetBoxes(parts: Map<string, unknown>): void {
  for (const number of parts.keys()) if (!isTask(number)) parts.delete(number);
}

function waits({ verdict }: ActionRecord): boolean {
  return verdict === 'waiting';
}

function isTask(number: string): boolean {
  return /^\d/.test(number);
}
