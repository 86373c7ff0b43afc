import type { RunRecord, TaskRecord } from '../core/record.ts';
import type { RunReport } from '../core/report.ts';

/** One run of the `--json` object. `prefix` is the run's folder and `page` its page, both relative to the workspace. */
export function reportOf(record: RunRecord, prefix: string, page: string): RunReport {
  const inWorkspace = ({ path }: { readonly path: string }) => `${prefix}/${path}`;
  return {
    run: record.run,
    direction: record.direction.path,
    mode: record.mode,
    verdict: record.verdict,
    durationMs: record.durationMs,
    ...(record.resumed !== undefined && { resumed: record.resumed.map(({ at }) => at) }),
    tasks: record.tasks.map((task) => taskReport(task, inWorkspace)),
    definitionOfDone: record.boxes.map((box) => ({
      text: box.title,
      verdict: box.verdict,
      ...wordsOf(box),
      evidence: evidenceOf(box).map(inWorkspace),
    })),
    head: record.head,
    page,
  };
}

function taskReport(task: TaskRecord, inWorkspace: (file: { readonly path: string }) => string) {
  return {
    number: task.number,
    title: task.title,
    verdict: task.verdict,
    ...wordsOf(task),
    durationMs: task.durationMs,
    actions: task.actions.map((action) => ({
      id: action.id,
      ...(action.environment !== undefined && { environment: action.environment }),
      verdict: action.verdict,
      evidence: action.evidence.map(inWorkspace),
    })),
  };
}

function wordsOf({ reason, fix }: TaskRecord) {
  return { ...(reason !== undefined && { reason }), ...(fix !== undefined && { fix }) };
}

function evidenceOf(box: TaskRecord) {
  return [...box.actions.flatMap((action) => action.evidence), ...box.statements, ...(box.attestation?.files ?? [])];
}
