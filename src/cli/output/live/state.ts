import type { RunEvent } from '../../../core/event.ts';
import { numberWidthOf } from '../blocks/record-lines.ts';

export interface Running {
  readonly number: string;
  readonly title: string;
  readonly since: number;
  /** The newest line that it said. */
  readonly said?: string;
}

/** What a live list must know between two redraws: what runs, and what is still to come. */
export interface LiveState {
  readonly numberWidth: number;
  readonly running: readonly Running[];
  readonly pending: readonly { readonly number: string; readonly title: string }[];
}

export const nothingRuns: LiveState = { numberWidth: 1, running: [], pending: [] };

/** `now` in milliseconds. Settled tasks leave the state: their lines have been printed for good. */
export function advance(state: LiveState, event: RunEvent, now: number): LiveState {
  if (event.kind === 'run.opened') return { ...nothingRuns, numberWidth: widthFor(event.tasks), pending: event.tasks };
  if (event.kind === 'run.closed') return { ...state, running: [], pending: [] };
  if (event.kind === 'task.progress')
    return { ...state, running: state.running.map((task) => said(task, event.number, event.line)) };
  const { number, title } = event.kind === 'task.started' ? event : event.task;
  const others = { ...state, running: without(state.running, number), pending: without(state.pending, number) };
  if (event.kind === 'task.settled') return others;
  return { ...others, running: [...others.running, { number, title, since: now }] };
}

function widthFor(tasks: readonly { readonly number: string }[]): number {
  return numberWidthOf(tasks.map((task) => task.number));
}

function said(task: Running, number: string, line: string): Running {
  return task.number === number ? { ...task, said: line } : task;
}

function without<Task extends { readonly number: string }>(tasks: readonly Task[], number: string): readonly Task[] {
  return tasks.filter((task) => task.number !== number);
}
