import type { RunRecord } from '../../core/record.ts';
import { action, at, command, digestOf, file, run, task, unbound } from './build.ts';
import { launchTask } from './launch-tasks.ts';
import {
  attested,
  backup,
  blockedSeed,
  failedTests,
  note,
  push,
  skipped,
  stale,
  waiting,
  word,
} from './troubled-tasks.ts';

/** A live run in which everything happens: failed, blocked, waiting, attested, skipped, stale, undone; one long task. */
export function troubled(): RunRecord {
  return run({
    mode: 'live',
    direction: { path: 'docs/directions/devops.md', title: 'devops — Direction', digest: digestOf('devops') },
    tasks: [
      push(),
      failedTests(),
      blockedSeed(),
      note(),
      attested(),
      waiting(),
      backup(),
      skipped(),
      stale(),
      unbound('10', launchTask(11)),
    ],
    boxes: [
      task('done-1', 'Migrations applied to staging.', {
        actions: [
          action('database.matches', {
            durationMs: 210,
            environment: 'staging',
            evidence: [file('files/done-1/database.matches/list.json')],
          }),
        ],
        statements: [file('statements/done.sigstore.json', 3102)],
      }),
      task('done-2', 'RLS checks green.', {
        verdict: 'failed',
        reason: 'the suite `rls` has 2 failed tests',
        fix: 'see task 2',
        actions: [action('database.test', { verdict: 'failed', durationMs: 1904, environment: 'staging' })],
      }),
      task('done-3', 'QA has seen the daily report.', { verdict: 'attested', attestation: word() }),
      unbound('done-4', 'Alerts have been seen to fire.'),
    ],
    rollback: task('rollback', 'git checkout -- docs/directions/devops.md before staging.', {
      startedAt: at(716_900),
      actions: [
        action('direction.restore', {
          durationMs: 31,
          commands: [command('git restore --staged --worktree -- docs/directions/devops.md', 18)],
        }),
      ],
    }),
  });
}
