import { createHash } from 'node:crypto';
import type { CommandRecord, EvidenceFile } from '../../core/action.ts';
import type { ActionRecord, RunRecord, TaskRecord } from '../../core/record.ts';
import { isSettled, worstOf } from '../../core/verdict.ts';

/** When the runs of the fixtures are opened. */
const opened = '2026-11-23T03:15:00.000Z';

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function at(offsetMs: number): string {
  return new Date(Date.parse(opened) + offsetMs).toISOString();
}

export function file(path: string, bytes = path.length * 97): EvidenceFile {
  return { path, sha256: digestOf(path), bytes };
}

export function command(command: string, durationMs: number, rest: Partial<CommandRecord> = {}): CommandRecord {
  return { command, startedAt: opened, durationMs, exitCode: 0, timedOut: false, found: true, ...rest };
}

export function action(id: string, rest: Partial<ActionRecord> = {}): ActionRecord {
  return { id, verdict: 'verified', durationMs: 120, commands: [], evidence: [], ...rest };
}

/** A task whose verdict is the worst of its actions', unless told otherwise; `unknown` without any. */
export function task(number: string, title: string, rest: Partial<TaskRecord> = {}): TaskRecord {
  const actions = rest.actions ?? [];
  const verdict = rest.verdict ?? worstOf(actions.map((action) => action.verdict));
  const statements = isSettled(verdict) ? [file(`statements/task-${number}.sigstore.json`, 2713)] : [];
  const durationMs = actions.reduce((sum, action) => sum + action.durationMs, 0);
  return { number, title, verdict, startedAt: opened, durationMs, actions, statements, ...rest };
}

export function unbound(number: string, title: string): TaskRecord {
  return task(number, title, {
    reason: 'no action is bound yet',
    fix: 'bind it in `docs/directions/devops.bindings.yaml`; `prestage direction bind docs/directions/devops.md` proposes how',
  });
}

/** Tasks one after the other, as a run would have begun them. */
function inTurn(tasks: readonly TaskRecord[], fromMs = 40): readonly TaskRecord[] {
  let offset = fromMs;
  return tasks.map((task) => {
    const startedAt = at(offset);
    offset += task.durationMs + 6;
    const actions = task.actions.map((action) => ({
      ...action,
      commands: action.commands.map((command) => ({ ...command, startedAt })),
    }));
    return { ...task, startedAt, actions };
  });
}

/** The worst of everything is the run's verdict, as a run would say. */
export function run(parts: Partial<RunRecord> & Pick<RunRecord, 'direction'>): RunRecord {
  const tasks = inTurn(parts.tasks ?? []);
  const tasksMs = tasks.reduce((sum, task) => sum + task.durationMs + 6, 40);
  const boxes = inTurn(parts.boxes ?? [], tasksMs);
  const all = [...tasks, ...boxes, ...[parts.monitoring, parts.rollback].filter((task) => task !== undefined)];
  return {
    run: '20261123T031500Z-devops-3f9a',
    mode: 'rehearsal',
    bindingsDigest: digestOf('bindings'),
    prestage: '0.1.0',
    verdict: worstOf(all.map((task) => task.verdict)),
    startedAt: opened,
    durationMs: boxes.reduce((sum, box) => sum + box.durationMs + 6, tasksMs) + 30,
    head: digestOf('head'),
    count: 4 + 3 * all.length,
    ...parts,
    tasks,
    boxes,
  };
}
