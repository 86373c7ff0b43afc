import { describe, expect, it } from 'vitest';
import { genesis, type JournalEntry, type JournalRecord } from '../core/journal.ts';
import type { TaskRecord } from '../core/record.ts';
import { reportSchema } from '../core/report.ts';
import type { Verdict } from '../core/verdict.ts';
import { reportOf } from './report.ts';
import { runRecordOf } from './run-record.ts';

const file = { path: 'files/1/a.b/log.txt', sha256: 'c'.repeat(64), bytes: 3 };
const attestation = { by: 'Q. A.', note: 'seen', at: '2026-11-23T04:00:00.000Z', key: 'qa', files: [] };

function opened(...numbers: readonly string[]): JournalEntry {
  return {
    kind: 'run.opened',
    run: 'r1',
    mode: 'live',
    direction: { path: 'd.md', title: 'D', digest: 'a'.repeat(64) },
    bindingsDigest: 'b'.repeat(64),
    prestage: '0.0.0',
    tasks: numbers.map((number) => ({ number, title: `Task ${number}` })),
  };
}

function settled(number: string, verdict: Verdict): JournalEntry {
  const action = { id: 'a.b', environment: 'staging', verdict, durationMs: 1, commands: [], evidence: [file] };
  const task = { number, title: `Task ${number}`, verdict, startedAt: '2026-11-23T03:00:00.000Z', durationMs: 2 };
  return {
    kind: 'task.settled',
    task: { ...task, reason: `because ${number}`, actions: [action], statements: [] } satisfies TaskRecord,
  };
}

function recordOf(...entries: readonly JournalEntry[]) {
  const records = entries.map((entry, index): JournalRecord => {
    const at = new Date(Date.UTC(2026, 10, 23, 3, 0, index)).toISOString();
    return { v: 1, seq: index + 1, at, prev: genesis, entry };
  });
  return runRecordOf(records, 'd'.repeat(64), records.length);
}

const verdicts = (tasks: readonly TaskRecord[]) => tasks.map(({ number, verdict }) => [number, verdict]);

describe('a run from its journal', () => {
  it('keeps the order that was announced, and boxes, monitoring and rollback apart', () => {
    const record = recordOf(
      opened('2', '1'),
      settled('1', 'verified'),
      settled('2', 'failed'),
      settled('rollback', 'verified'),
      settled('monitoring', 'unknown'),
      settled('done-1', 'verified'),
      { kind: 'run.closed', verdict: 'failed', durationMs: 9000 },
    );
    expect(verdicts(record.tasks)).toEqual([
      ['2', 'failed'],
      ['1', 'verified'],
    ]);
    expect(verdicts(record.boxes)).toEqual([['done-1', 'verified']]);
    expect([record.monitoring?.verdict, record.rollback?.verdict]).toEqual(['unknown', 'verified']);
    expect(record).toMatchObject({
      run: 'r1',
      verdict: 'failed',
      durationMs: 9000,
      count: 7,
      startedAt: '2026-11-23T03:00:00.000Z',
    });
  });

  it('is unknown where it was cut, and says how to go on', () => {
    const record = recordOf(opened('1', '2', '3'), settled('1', 'verified'), {
      kind: 'task.started',
      number: '2',
      title: 'Task 2',
    });
    expect(record.verdict).toBe('unknown');
    expect(record.durationMs).toBe(2);
    expect(record.tasks.slice(1)).toMatchObject([
      { number: '2', verdict: 'unknown', reason: 'the run ended in the middle of it', fix: 'prestage resume r1' },
      { number: '3', verdict: 'unknown', reason: 'the run ended before it' },
    ]);
  });

  it('takes the last word on a task', () => {
    expect(verdicts(recordOf(opened('1'), settled('1', 'waiting'), settled('1', 'verified')).tasks)).toEqual([
      ['1', 'verified'],
    ]);
  });

  it.each<[Verdict, Verdict, Verdict]>([
    ['waiting', 'attested', 'attested'],
    ['unknown', 'unknown', 'unknown'],
    ['blocked', 'blocked', 'blocked'],
    ['skipped', 'skipped', 'skipped'],
    ['failed', 'failed', 'failed'],
    ['verified', 'verified', 'verified'],
  ])('a person’s word on a %s task with an action makes it %s', (before, after, run) => {
    const closed: JournalEntry = { kind: 'run.closed', verdict: before, durationMs: 1 };
    const record = recordOf(opened('1'), settled('1', before), closed, {
      kind: 'task.attested',
      number: '1',
      attestation,
    });
    expect(record.tasks[0]).toMatchObject({ verdict: after, attestation });
    expect(record.verdict).toBe(run);
  });

  it('keeps what weighed on the run beside its tasks', () => {
    const closed: JournalEntry = { kind: 'run.closed', verdict: 'failed', durationMs: 1 };
    const record = recordOf(opened('1'), settled('1', 'waiting'), closed, {
      kind: 'task.attested',
      number: '1',
      attestation,
    });
    expect(record.verdict).toBe('failed');
  });
});

describe('its report', () => {
  it('has the shape of the schema and paths in the workspace', () => {
    const closed: JournalEntry = { kind: 'run.closed', verdict: 'verified', durationMs: 5 };
    const report = reportOf(
      recordOf(opened('1'), settled('1', 'verified'), settled('done-1', 'verified'), closed),
      'artifacts/ops/runs/r1',
      'p.html',
    );
    expect(reportSchema.parse({ runs: [report] }).runs[0]).toEqual(report);
    expect(report).toEqual({
      run: 'r1',
      direction: 'd.md',
      mode: 'live',
      verdict: 'verified',
      durationMs: 5,
      tasks: [
        {
          number: '1',
          title: 'Task 1',
          verdict: 'verified',
          reason: 'because 1',
          durationMs: 2,
          actions: [
            {
              id: 'a.b',
              environment: 'staging',
              verdict: 'verified',
              evidence: ['artifacts/ops/runs/r1/files/1/a.b/log.txt'],
            },
          ],
        },
      ],
      definitionOfDone: [
        {
          text: 'Task done-1',
          verdict: 'verified',
          reason: 'because done-1',
          evidence: ['artifacts/ops/runs/r1/files/1/a.b/log.txt'],
        },
      ],
      head: 'd'.repeat(64),
      page: 'p.html',
    });
  });
});
