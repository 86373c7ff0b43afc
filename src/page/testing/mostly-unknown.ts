import type { RunRecord, TaskRecord } from '../../core/record.ts';
import { action, command, digestOf, file, run, task, unbound } from './build.ts';
import { launchTask } from './launch-tasks.ts';

/** Eighteen tasks of which two are bound: what the first rehearsal of a launch looks like. */
export function mostlyUnknown(): RunRecord {
  const unboundTasks = Array.from({ length: 16 }, (_, index) => unbound(`${index + 1}`, launchTask(index + 1)));
  return run({
    direction: { path: 'docs/directions/devops.md', title: 'devops — Direction', digest: digestOf('devops') },
    tasks: [...unboundTasks, suites(), feedback()],
    boxes: [
      unbound('done-1', 'Migrations applied to staging and RLS checks green.'),
      task('done-2', 'npm run ci, scan and test:ci pass.', {
        actions: [action('checks.run', { durationMs: 4, facts: { scripts: ['ci', 'scan', 'test:ci'] } })],
        statements: [file('statements/done.sigstore.json', 3102)],
      }),
      task('done-3', 'Feedback logged in feedback/devops/.', {
        actions: [
          action('feedback.logged', { durationMs: 3, evidence: [file('files/done-3/feedback.logged/2025-10-17.md')] }),
        ],
        statements: [file('statements/done.sigstore.json', 3102)],
      }),
    ],
  });
}

function suites(): TaskRecord {
  const scripts = ['ci', 'scan', 'test:ci'] as const;
  return task('17', launchTask(17), {
    actions: [
      action('checks.run', {
        durationMs: 11_420,
        asked: '`npm run ci`, `npm run scan` and `npm run test:ci` on the manager-batch branch',
        done: 'ran the three npm scripts of the workspace on branch `manager-batch-rehearsal`',
        commands: scripts.map((script, index) =>
          command(`npm run --silent ${script}`, [2210, 890, 8204][index] ?? 0, {
            output: `files/17/checks.run/${script.replace(':', '-')}.log`,
          }),
        ),
        evidence: scripts.map((script) => file(`files/17/checks.run/${script.replace(':', '-')}.log`)),
        facts: { branch: 'manager-batch-rehearsal', commit: '5b1c9e0d4a7f', scripts: [...scripts], node: 'v24.21.0' },
        suites: [
          { name: 'ci', result: 'PASSED', passed: ['lints', 'type-checks', 'builds'], failed: [] },
          {
            name: 'scan',
            result: 'PASSED',
            passed: ['no secret in the tree', 'no secret in the last commit message'],
            failed: [],
          },
          { name: 'test:ci', result: 'PASSED', passed: tiles, failed: [] },
        ],
      }),
    ],
    statements: [
      file('statements/task-17.sigstore.json', 2713),
      ...scripts.map((script) => file(`statements/task-17.${script.replace(':', '-')}.sigstore.json`, 2120)),
    ],
  });
}

const tiles = [
  'idea pool > tells apart draft and approved ideas',
  'idea pool > a stranger reads no idea',
  'tiles > orders are loaded in one request',
  'tiles > an empty shop shows zero and no error',
];

function feedback(): TaskRecord {
  return task('18', launchTask(18), {
    actions: [
      action('feedback.write', {
        durationMs: 38,
        done: 'wrote `feedback/devops/2025-10-17.md` from the journal',
        evidence: [file('files/18/feedback.write/2025-10-17.md', 4120)],
        facts: { path: 'feedback/devops/2025-10-17.md', bytes: 4120, tasks: 17 },
      }),
      action('feedback.tidy', {
        durationMs: 64,
        asked: 'clean stray md files',
        done: 'moved 2 stray files to `docs/archive/2025-10-17/`; 1 stays, because `README.md` links to it',
        evidence: [file('files/18/feedback.tidy/plan.json', 1210), file('files/18/feedback.tidy/undo.json', 380)],
        facts: { moved: ['NOTES.md', 'scratch/todo-old.md'], kept: ['docs/overview.md'], protected: 14 },
      }),
    ],
  });
}
