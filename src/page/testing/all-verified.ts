import type { RunRecord } from '../../core/record.ts';
import { action, at, command, digestOf, file, run, task } from './build.ts';

const devops = 'docs/directions/devops.md';
const kept = (number: string, id: string, name: string) => file(`files/${number}/${id}/${name}`);

/** The manager's order with everything in place, live: seven tasks, five boxes, the monitoring line. */
export function allVerified(): RunRecord {
  return run({
    run: '20261123T031500Z-direction-3f9a',
    mode: 'live',
    direction: {
      path: 'reports/runs/20251017T033137Z/task_direction_devops/direction.md',
      title: 'task_direction_devops — Direction',
      digest: digestOf('direction'),
    },
    tasks: tasks(),
    boxes: boxes(),
    monitoring: task('monitoring', 'Ensure tasks align with backlog T2/T6 and feature pack ops docs.', {
      startedAt: at(1760),
      actions: [
        action('checks.backlog', { durationMs: 9, facts: { T2: 'in progress', T6: 'in progress', documents: 7 } }),
      ],
    }),
  });
}

function tasks() {
  return [
    task('1', 'Overwrite the file using the template from docs/directions/agenttemplate.md.', {
      actions: [
        action('direction.render', {
          durationMs: 14,
          evidence: [kept('1', 'direction.render', 'devops.md')],
          facts: { headings: 8, template: 'docs/directions/agenttemplate.md' },
        }),
      ],
    }),
    task('2', 'Use the following task list verbatim (re-numbered as needed):', {
      actions: [action('direction.tasks', { durationMs: 11, facts: { carried: 18, changed: 0 } })],
    }),
    task('3', 'Populate Objective/Constraints/DoD/Risk/Links to reflect launch guardrails and required commands.', {
      actions: [
        action('direction.fill', {
          durationMs: 21,
          facts: { tools: ['bash', 'node', 'npm', 'npx prettier', 'supabase', 'flyctl', 'rg'] },
        }),
      ],
    }),
    task('4', 'Add changelog entry for 2025-10-17.', { actions: [action('direction.changelog', { durationMs: 8 })] }),
    task('5', 'Run npx prettier --write docs/directions/devops.md.', {
      actions: [
        action('direction.format', {
          durationMs: 1_104,
          asked: '`npx prettier --write docs/directions/devops.md`',
          done: '`npx --no-install prettier --write`, then looked again with `--check`',
          commands: [
            command(`npx --no-install prettier --write ${devops}`, 561),
            command(`npx --no-install prettier --check ${devops}`, 520),
          ],
          evidence: [kept('5', 'direction.format', 'check.txt')],
        }),
      ],
    }),
    task('6', 'Stage only docs/directions/devops.md.', {
      actions: [
        action('direction.stage', {
          durationMs: 46,
          commands: [command(`git add -- ${devops}`, 12), command('git diff --cached --name-only -z', 9)],
          facts: { staged: [devops] },
        }),
      ],
    }),
    task('7', 'Note blockers in feedback/manager/2025-10-17.md if needed.', {
      actions: [
        action('feedback.blockers', {
          durationMs: 5,
          done: 'nothing to note: no task before this one was left unsettled',
        }),
      ],
    }),
  ];
}

function boxes() {
  const statements = [file('statements/done.sigstore.json', 3102)];
  const box = (number: string, title: string, id: string, durationMs: number) =>
    task(number, title, {
      statements,
      actions: [action(id, { durationMs, evidence: [kept(number, id, 'check.json')] })],
    });
  return [
    box('done-1', 'Template applied with Objective/Constraints/DoD/Risk/Links.', 'direction.conforms', 9),
    box('done-2', 'Task list matches the items above and ends with the feedback hygiene task.', 'direction.matches', 7),
    box('done-3', 'Prettier executed on the file.', 'checks.formatted', 402),
    box('done-4', 'Only docs/directions/devops.md staged.', 'checks.staged', 14),
    box('done-5', 'Blockers logged if encountered.', 'feedback.logged', 2),
  ];
}
