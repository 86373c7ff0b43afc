import type { EvidenceFile } from '../../core/action.ts';
import type { ActionRecord, TaskRecord } from '../../core/record.ts';

/** What a small run could have done: verified with a command, verified with a suite, a person's, unbound; two boxes. */
export const sampleFiles: Readonly<Record<string, string>> = {
  'files/1/direction.render/diff.txt': '--- a\n+++ b\n+# DevOps — Direction\n',
  'files/2/checks.run/ci.log': 'Test Files  1 passed (1)\n\u001b[32m✓\u001b[39m ok\n',
  'files/done-1/checks.formatted/output.txt': '',
};

const startedAt = '2026-11-23T03:15:01.250Z';

export function sampleTasks(kept: ReadonlyMap<string, EvidenceFile>): readonly TaskRecord[] {
  return [
    task('1', 'Overwrite the file using the template', [rendered(kept)]),
    task('2', 'Confirm npm run ci', [checked(kept)]),
    { ...task('3', 'Pair with QA', []), verdict: 'waiting', reason: 'QA settles it', fix: 'prestage attest RUN 3' },
    { ...task('4', 'Seed staging', []), verdict: 'unknown', reason: 'no action is bound yet' },
    task('monitoring', 'Ensure tasks align with backlog T2/T6', []),
    task('done-1', 'Prettier executed on the file.', [formatted(kept)]),
    { ...task('done-2', 'Blockers logged if encountered.', []), verdict: 'unknown', reason: 'no check is bound' },
  ];
}

function task(number: string, title: string, actions: readonly ActionRecord[]): TaskRecord {
  return { number, title, verdict: 'verified', startedAt, durationMs: 12.5, actions, statements: [] };
}

function rendered(kept: ReadonlyMap<string, EvidenceFile>): ActionRecord {
  return {
    id: 'direction.render',
    verdict: 'verified',
    asked: 'Overwrite the file',
    done: 'wrote docs/directions/devops.md',
    durationMs: 10,
    commands: [],
    evidence: evidence(kept, 'files/1/'),
    facts: { changes: 1, tools: ['bash', 'node'], none: null },
  };
}

function checked(kept: ReadonlyMap<string, EvidenceFile>): ActionRecord {
  const command = { command: 'npm run ci', startedAt, durationMs: 900, exitCode: 0, timedOut: false, found: true };
  const suite = { name: 'test:ci', result: 'PASSED', passed: ['page > renders "quotes"'], failed: [] } as const;
  return {
    id: 'checks.run',
    environment: 'staging',
    verdict: 'verified',
    durationMs: 910,
    commands: [{ ...command, output: 'files/2/checks.run/ci.log' }],
    evidence: evidence(kept, 'files/2/'),
    suites: [suite],
  };
}

function formatted(kept: ReadonlyMap<string, EvidenceFile>): ActionRecord {
  const files = evidence(kept, 'files/done-1/');
  return { id: 'checks.formatted', verdict: 'verified', durationMs: 1, commands: [], evidence: files };
}

function evidence(kept: ReadonlyMap<string, EvidenceFile>, under: string): readonly EvidenceFile[] {
  return [...kept.values()].filter((file) => file.path.startsWith(under));
}
