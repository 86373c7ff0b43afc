import type { Finding } from './order.ts';
import type { RunRecord, TaskRecord } from './record.ts';

/** What a run tells whoever watches it. The output port renders these; nothing is decided by them. */
export type RunEvent =
  | {
      readonly kind: 'run.opened';
      readonly run: string;
      readonly mode: 'rehearsal' | 'live';
      readonly direction: string;
      readonly title: string;
      /** Whether it was cut and goes on now; what was settled before follows as settled. */
      readonly resumed?: boolean;
      readonly tasks: readonly { readonly number: string; readonly title: string }[];
      /** What the linter found that does not stop the run. */
      readonly warnings: readonly Finding[];
    }
  | { readonly kind: 'task.started'; readonly number: string; readonly title: string }
  | { readonly kind: 'task.progress'; readonly number: string; readonly line: string }
  | { readonly kind: 'task.settled'; readonly task: TaskRecord }
  | { readonly kind: 'run.closed'; readonly record: RunRecord; readonly page: string };

export type Watch = (event: RunEvent) => void;
