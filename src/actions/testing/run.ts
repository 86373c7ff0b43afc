import type { RunView } from '../../core/action.ts';
import type { Item } from '../../core/order.ts';
import type { TaskRecord } from '../../core/record.ts';

export function task(number: string, more: Partial<TaskRecord> = {}): TaskRecord {
  return {
    number,
    title: `Task ${number}`,
    verdict: 'verified',
    startedAt: '2025-10-17T04:00:00.000Z',
    durationMs: 5,
    actions: [],
    statements: [],
    ...more,
  };
}

export function runView(tasks: readonly TaskRecord[], id = '20251017T040000Z-direction-3f9a'): RunView {
  return {
    id,
    direction: 'docs/directions/devops.md',
    folder: `artifacts/ops/runs/${id}`,
    intended: [],
    startedAt: '2025-10-17T04:00:00.000Z',
    tasks,
  };
}

export function item(text: string, more: Partial<Item> = {}): Item {
  const codes = [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  const range = { start: 0, end: text.length, line: 1 };
  return { number: '1', text: text.replaceAll('`', ''), raw: text, codes, range, children: [], ...more };
}
