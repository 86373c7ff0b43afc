import type { Attestation, TaskRecord } from '../../core/record.ts';
import { action, at, command, file, task } from './build.ts';
import { launchTask } from './launch-tasks.ts';

export function push(): TaskRecord {
  return task('1', launchTask(1), {
    actions: [
      action('database.push', {
        environment: 'staging',
        durationMs: 8_214,
        asked: '`supabase db push`',
        done: 'pushed 3 migrations to `staging`, then read them back from `supabase_migrations.schema_migrations`',
        commands: [
          command(
            "supabase db push --db-url 'postgresql://postgres@db.staging.example:5432/postgres?sslmode=require' --yes",
            7_903,
            { output: 'files/1/database.push/push.log' },
          ),
        ],
        evidence: [file('files/1/database.push/push.log'), file('files/1/database.push/schema.json', 48_210)],
        facts: {
          migrations: ['20251015_idea_pool', '20251016_idea_pool_rls', '20251016_analytics'],
          project: 'staging',
          plan: { dropped: 0, created: 11 },
        },
      }),
    ],
  });
}

export function failedTests(): TaskRecord {
  return task('2', launchTask(2), {
    reason: '2 of 14 tests of the suite `rls` failed: a stranger can read `idea_pool_votes`',
    fix: 'enable row level security on `idea_pool_votes`, then `prestage resume 20261123T031500Z-devops-3f9a`',
    actions: [
      action('database.test', {
        verdict: 'failed',
        environment: 'staging',
        durationMs: 3_871,
        reason: 'a stranger can read `idea_pool_votes`',
        commands: [
          command('pg_prove --ext .sql supabase/tests', 3_610, {
            exitCode: 1,
            output: 'files/2/database.test/tap.log',
          }),
          command('supabase test db', 120_000, { timedOut: true }),
        ],
        evidence: [file('files/2/database.test/tap.log')],
        suites: [
          {
            name: 'rls',
            result: 'FAILED',
            passed: ['anon reads no idea', 'an author reads own ideas', 'a reviewer reads all ideas'],
            failed: ['anon reads no vote', 'an author reads own votes only'],
          },
          { name: 'policies', result: 'PASSED', passed: [], failed: [] },
        ],
      }),
    ],
    startedAt: at(8_300),
  });
}

export function blockedSeed(): TaskRecord {
  return task('3', launchTask(3), {
    verdict: 'blocked',
    reason: 'task 2 failed, and this one comes after it',
    fix: 'mend task 2, then resume the run',
  });
}

export function note(): TaskRecord {
  return task('4', launchTask(4), {
    actions: [
      action('report.readiness', {
        durationMs: 92,
        evidence: [file('files/4/report.readiness/devops_execution_summary.md')],
      }),
    ],
  });
}

export function word(): Attestation {
  return {
    by: 'Ada Lindqvist',
    note: 'Watched the nightly workflow fail on purpose and the mail arrive. Screenshot attached.',
    at: '2026-11-23T09:41:12.000Z',
    key: 'qa-2026',
    files: [file('files/attest-5/mail.png', 88_120)],
  };
}

export function attested(): TaskRecord {
  return task('5', launchTask(7), {
    verdict: 'attested',
    attestation: word(),
    statements: [file('statements/attest-5.sigstore.json', 2201)],
  });
}

export function waiting(): TaskRecord {
  return task('6', launchTask(16), {
    verdict: 'waiting',
    reason: 'QA settles this one',
    fix: '`prestage attest 20261123T031500Z-devops-3f9a 6 --by QA --note "…"`',
  });
}

export function backup(): TaskRecord {
  return task('7', launchTask(14), {
    actions: [
      action('backup.drill', {
        environment: 'production',
        durationMs: 702_400,
        commands: [
          command('npm run --silent backup', 690_120),
          command('age --decrypt -i key.txt dump.age', 40, { found: false }),
        ],
        facts: { bytes: 1_204_331_008, tables: 61, rows: 4_201_338 },
      }),
    ],
  });
}

export function skipped(): TaskRecord {
  return task('8', launchTask(10), { verdict: 'skipped', reason: 'left out by `--skip 8`' });
}

export function stale(): TaskRecord {
  return task('9', launchTask(15), {
    verdict: 'stale',
    reason: 'its evidence is for another text of the direction',
    fix: 'run it again',
  });
}
