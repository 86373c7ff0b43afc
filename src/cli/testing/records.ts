import type { RunRecord, TaskRecord } from '../../core/record.ts';

export function task(number: string, title: string, more: Partial<TaskRecord> = {}): TaskRecord {
  const startedAt = '2025-10-17T03:31:00.000Z';
  return { number, title, verdict: 'verified', startedAt, durationMs: 420, actions: [], statements: [], ...more };
}

export function unbound(number: string, title: string): TaskRecord {
  return task(number, title, { verdict: 'unknown', reason: 'no action is bound yet', durationMs: 0 });
}

export function run(tasks: readonly TaskRecord[], more: Partial<RunRecord> = {}): RunRecord {
  return {
    run: '20251017T033100Z-launch-3f9a',
    mode: 'rehearsal',
    direction: { path: 'docs/launch.md', title: 'Launch — Direction', digest: 'd'.repeat(64) },
    bindingsDigest: 'b'.repeat(64),
    prestage: '1.2.3',
    verdict: 'verified',
    startedAt: '2025-10-17T03:31:00.000Z',
    durationMs: 61_500,
    tasks,
    boxes: [],
    head: 'a'.repeat(64),
    count: 9,
    ...more,
  };
}
