import { describe, expect, it } from 'vitest';
import { genesis, type JournalEntry } from '../core/journal.ts';
import type { ActionRecord, TaskRecord } from '../core/record.ts';
import type { Verdict } from '../core/verdict.ts';
import { progressOf } from './progress.ts';

const at = '2026-11-23T03:00:00.000Z';

/** The clock was set back by an hour between each record and the next: nothing may hang on it. */
function progress(...entries: readonly JournalEntry[]) {
  return progressOf(
    entries.map((entry, index) => ({
      v: 1,
      seq: index + 1,
      at: new Date(Date.parse(at) - index * 3_600_000).toISOString(),
      prev: genesis,
      entry,
    })),
  );
}

const started = (number: string): JournalEntry => ({ kind: 'task.started', number, title: number });
const planned = (number: string, step: number): JournalEntry => {
  const kept = { path: 'files/plan.json', sha256: 'a'.repeat(64), bytes: 2 };
  return { kind: 'action.planned', number, step, action: 'a.b', plan: 'a'.repeat(64), summary: 'do it', kept };
};
const action = (verdict: Verdict): ActionRecord => ({ id: 'a.b', verdict, durationMs: 1, commands: [], evidence: [] });
const acted = (number: string, step: number, verdict: Verdict): JournalEntry => {
  return { kind: 'action.settled', number, step, action: action(verdict) };
};
const settled = (number: string, verdict: Verdict, actions: readonly ActionRecord[] = []): JournalEntry => {
  const task: TaskRecord = { number, title: number, verdict, startedAt: at, durationMs: 1, actions, statements: [] };
  return { kind: 'task.settled', task };
};
const closed: JournalEntry = { kind: 'run.closed', verdict: 'verified', durationMs: 9 };
const resumed: JournalEntry = { kind: 'run.resumed', prestage: '1.0.0', cutBytes: 3 };

describe('how far a run got', () => {
  it('knows what each action of a cut task came to', () => {
    const { begun, settled: done } = progress(
      started('1'),
      settled('1', 'verified'),
      started('2'),
      planned('2', 0),
      acted('2', 0, 'verified'),
      planned('2', 1),
    );
    expect([...done.keys()]).toEqual(['1']);
    expect([...begun.keys()]).toEqual(['2']);
    expect([...(begun.get('2')?.steps.values() ?? [])].map(({ kind }) => kind)).toEqual([
      'action.settled',
      'action.planned',
    ]);
  });

  it('keeps that when the task was started a second time', () => {
    const { begun } = progress(started('1'), planned('1', 0), acted('1', 0, 'verified'), resumed, started('1'));
    expect(begun.get('1')).toMatchObject({ startedAt: at, attempts: 2 });
    expect(begun.get('1')?.steps.get(0)?.kind).toBe('action.settled');
  });

  it('takes an action that waits for a person up again, and not those before it', () => {
    const { begun } = progress(
      started('1'),
      planned('1', 0),
      acted('1', 0, 'verified'),
      planned('1', 1),
      acted('1', 1, 'waiting'),
      settled('1', 'waiting', [action('verified'), action('waiting')]),
      closed,
    );
    expect([...(begun.get('1')?.steps.keys() ?? [])]).toEqual([0]);
  });

  it('forgets boxes that were looked at before a task was settled', () => {
    const { settled: done } = progress(
      settled('1', 'waiting'),
      settled('done-1', 'failed'),
      settled('monitoring', 'verified'),
      settled('2', 'verified'),
    );
    expect([...done.keys()]).toEqual(['1', '2']);
  });

  it('is closed until it goes on', () => {
    expect(progress(settled('1', 'verified'), closed).closed?.durationMs).toBe(9);
    const again = progress(settled('1', 'verified'), closed, resumed);
    expect(again.closed).toBeUndefined();
    expect(again.resumed).toEqual([{ at: expect.any(String) as string, prestage: '1.0.0', cutBytes: 3 }]);
  });
});
