import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/core/action.ts';
import { Failure } from '../../../src/core/failure.ts';
import { secretsAudit } from '../../../src/actions/secrets/audit.ts';
import { secretsSync } from '../../../src/actions/secrets/sync.ts';
import { check, plan, perform } from '../../../src/actions/testing/workspace.ts';
import { githubFaults } from '../../../src/emulators/github/faults.ts';
import { settings, startWorld, type SecretsWorld } from './world.ts';

let world: SecretsWorld;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => world.stop());

const ledgerPath = 'artifacts/ops/secrets/ledger.jsonl';

/** Seconds apart: GitHub shows two writes of one second as one. */
async function sync(environment: string, input: object = {}): ReturnType<typeof perform> {
  world.github.clock.change({ advanceMs: 2000 });
  return await perform(secretsSync, world.context(environment), input);
}

async function syncBoth(): Promise<void> {
  expect((await sync('staging')).outcome).toMatchObject({ verdict: 'verified' });
  expect((await sync('production')).outcome).toMatchObject({ verdict: 'verified' });
}

async function audit(environment?: string) {
  return await check(secretsAudit, world.context(environment), {});
}

async function failureOf(promise: Promise<unknown>): Promise<Failure['data']> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw new Error(`no Failure: ${String(error)}`);
  return error.data;
}

function targets({ changes }: Plan): readonly string[] {
  return changes.map(({ kind, target }) => `${kind} ${target}`);
}

test('what the vault has is written everywhere, each environment with its own, and proven', async () => {
  await syncBoth();
  const { github, fly } = world;
  expect(fly.staging.state.apps.get('hotdash-staging')?.secrets.get('PUBLER_API_KEY')?.value).toBe(
    'canary-publer-staging',
  );
  expect(fly.production.state.apps.get('hotdash')?.secrets.get('PUBLER_API_KEY')?.value).toBe(
    'canary-publer-production',
  );
  const production = github.state.environments.get('production')?.secrets;
  expect(production?.held('CHATWOOT_TOKEN')?.value).toBe('canary-chatwoot-production');
  expect(github.state.repo.secrets.held('DEPLOY_KEY')?.value).toBe('canary-deploy-key');
  const outcome = await audit();
  expect(outcome).toMatchObject({ verdict: 'verified', facts: { rows: 9, grades: { G1: 5, G2: 4 } } });
});

test('a second sync has nothing to do', async () => {
  await syncBoth();
  const again = await plan(secretsSync, world.context('staging'), {});
  expect([again.changes, again.summary]).toEqual([[], 'Every target has what the vault has']);
});

test('no value leaves: not in plan, ledger, page, archive, nor what is said', async () => {
  const { plan: planned, outcome } = await sync('staging');
  const audited = await audit();
  const ledger = await readFile(join(world.root, ledgerPath), 'utf8');
  const everything = JSON.stringify([planned, outcome, audited, ledger, [...world.kept], world.said]);
  for (const [name, value] of world.vault) expect([name, everything.includes(value)]).toEqual([name, false]);
  for (const { digest } of world.fly.staging.state.apps.get('hotdash-staging')?.secrets.values() ?? [])
    expect(everything).not.toContain(digest);
  expect(ledger.trim().split('\n')).toHaveLength(10);
});

describe('planted drifts', () => {
  beforeEach(syncBoth);

  test('a new value in the vault is planned for its targets alone', async () => {
    world.vault.set('publer_api_key@staging', 'another');
    expect(await audit()).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining('PUBLER_API_KEY is vault-changed'),
    });
    expect(targets(await plan(secretsSync, world.context('staging'), {}))).toEqual([
      'update fly:hotdash-staging PUBLER_API_KEY',
      'update github:hotdash/app/staging PUBLER_API_KEY',
    ]);
    expect((await sync('staging')).outcome.verdict).toBe('verified');
    expect((await audit()).verdict).toBe('verified');
  });

  test('a value that somebody changed in GitHub is named, and left alone until it is taken', async () => {
    const own = world.github.state.environments.get('staging')?.secrets;
    own?.write('PUBLER_API_KEY', { value: 'x', created_at: 't', updated_at: '2030-01-01T00:00:00Z' }, 0);
    expect(await audit('staging')).toMatchObject({
      verdict: 'failed',
      reason: 'Drifted: github:hotdash/app/staging PUBLER_API_KEY is target-changed',
    });
    const { outcome } = await sync('staging');
    expect(outcome).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining('someone else changed it there'),
    });
    expect(own?.held('PUBLER_API_KEY')?.value).toBe('x');
    expect((await sync('staging', { take: 'true' })).outcome.verdict).toBe('verified');
    expect(own?.held('PUBLER_API_KEY')?.value).toBe('canary-publer-staging');
  });

  test('Fly proves a value that was written again, and disproves another', async () => {
    const app = world.fly.staging.state.apps.get('hotdash-staging');
    const before = app?.secrets.get('PUBLER_API_KEY');
    if (before !== undefined) app?.secrets.set('PUBLER_API_KEY', { ...before, updatedAt: '2030-01-01T00:00:00Z' });
    expect((await audit('staging')).verdict).toBe('verified');
    if (before !== undefined) app?.secrets.set('PUBLER_API_KEY', { ...before, digest: 'f'.repeat(16) });
    expect(await audit('staging')).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining('target-changed'),
    });
  });

  test('both changed', async () => {
    world.vault.set('publer_api_key@staging', 'another');
    const own = world.github.state.environments.get('staging')?.secrets;
    own?.write('PUBLER_API_KEY', { value: 'x', created_at: 't', updated_at: '2030-01-01T00:00:00Z' }, 0);
    expect((await audit('staging')).reason).toContain('github:hotdash/app/staging PUBLER_API_KEY is both-changed');
  });

  test('what is gone from a target is missing, and comes back', async () => {
    world.fly.production.state.apps.get('hotdash')?.secrets.delete('CHATWOOT_API_TOKEN');
    expect((await audit()).reason).toBe('Drifted: fly:hotdash CHATWOOT_API_TOKEN is missing');
    expect((await sync('production')).outcome.verdict).toBe('verified');
  });

  test('what is gone from the vault is an orphan, and is removed when that is asked for', async () => {
    world.vault.delete('publer_api_key@production');
    expect((await audit('production')).reason).toContain('PUBLER_API_KEY is orphan');
    const app = world.fly.production.state.apps.get('hotdash');
    await sync('production');
    expect(app?.secrets.has('PUBLER_API_KEY')).toBe(true);
    expect((await sync('production', { prune: 'true' })).outcome.verdict).toBe('verified');
    expect(app?.secrets.has('PUBLER_API_KEY')).toBe(false);
  });

  test('what somebody else put there is told, and never removed', async () => {
    const app = world.fly.production.state.apps.get('hotdash');
    app?.secrets.set('SENTRY_DSN', { value: 'x', digest: 'd', createdAt: 't', updatedAt: 't', version: 1 });
    expect((await audit('production')).facts).toMatchObject({ states: { unmanaged: 1 } });
    await sync('production', { prune: 'true' });
    expect(app?.secrets.has('SENTRY_DSN')).toBe(true);
  });

  test('one value in two environments', async () => {
    world.vault.set('publer_api_key@production', 'canary-publer-staging');
    await sync('production');
    expect(await audit()).toMatchObject({
      verdict: 'degraded',
      reason: expect.stringContaining('same-value-across-environments'),
    });
  });

  test('a value that has grown old', async () => {
    const later = { now: () => new Date(Date.now() + 91 * 86_400_000) };
    const outcome = await check(secretsAudit, { ...world.context('staging'), clock: later }, {});
    expect(outcome).toMatchObject({ verdict: 'degraded', reason: expect.stringContaining('CHATWOOT_TOKEN: overdue') });
  });
});

test('what was there before us is not known to be the vault’s, and unknown is what it is called', async () => {
  const own = world.github.state.environments.get('staging')?.secrets;
  own?.write('PUBLER_API_KEY', { value: 'canary-publer-staging', created_at: 't', updated_at: 't' }, 0);
  const { outcome } = await sync('staging');
  expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('there before us') });
  expect(await audit('staging')).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining('not known to be the vault’s'),
  });
});

test('another fingerprint key makes everything unproven, and nothing drifted', async () => {
  await syncBoth();
  world.vault.set('prestage_fingerprint_key', 'another key of thirty-two letters');
  expect(await audit()).toMatchObject({ verdict: 'unknown', facts: { states: { 'never-verified': 9 } } });
});

test('a target that dies in the middle leaves a line for what was written, and the next sync writes the rest', async () => {
  const armed = world.github.faults.arm({
    when: { method: 'PUT' },
    times: { from: 2 },
    trouble: { kind: 'status', status: 401, body: '{"message":"Bad credentials"}' },
  });
  expect(await failureOf(sync('staging'))).toMatchObject({ code: 'github.token-rejected' });
  world.github.faults.disarm(armed.id);
  const { plan: rest, outcome } = await sync('staging');
  expect(outcome.verdict).toBe('verified');
  expect(targets(rest).every((target) => target.includes('github:'))).toBe(true);
});

test('a plan names what the target showed, so that it is another after someone wrote', async () => {
  await syncBoth();
  world.vault.set('publer_api_key@staging', 'another');
  const before = await plan(secretsSync, world.context('staging'), {});
  const own = world.github.state.environments.get('staging')?.secrets;
  own?.write('PUBLER_API_KEY', { value: 'x', created_at: 't', updated_at: '2030-01-01T00:00:00Z' }, 0);
  expect(await plan(secretsSync, world.context('staging'), { take: 'true' })).not.toEqual(before);
});

test.each([
  ['empty', '', 'it is empty'],
  ['a NUL', 'a\0b', 'NUL'],
  ['a reference', 'op://vault/item/field', 'a reference that nothing has resolved'],
  ['a dash, as a script once stored', '-', 'stands for a value to come'],
])('%s is refused before anything is written', async (_what, value, why) => {
  world.vault.set('publer_api_key@staging', value);
  const failure = await failureOf(sync('staging'));
  expect(failure).toMatchObject({ code: 'secrets.refused' });
  expect(JSON.stringify(failure.problems)).toContain(why);
  expect(world.fly.staging.state.apps.get('hotdash-staging')?.secrets.size).toBe(0);
});

function mapTo(destination: object): object {
  return { ...settings, map: { publer_api_key: { targets: [{ to: 'github-repository', ...destination }] } } };
}

describe('a secret of the repository, one for all environments', () => {
  test.each(['staging', 'production', undefined])('is refused when the vault has several: %s', async (environment) => {
    const failing = plan(secretsSync, world.context(environment, mapTo({})), {});
    expect(await failureOf(failing)).toMatchObject({
      code: 'secrets.several-values',
      why: expect.stringContaining('the vault differs between production, staging'),
      fix: expect.stringContaining('from:'),
    });
    const auditing = check(secretsAudit, world.context(environment, mapTo({})), {});
    expect(await failureOf(auditing)).toMatchObject({ code: 'secrets.several-values' });
  });

  test('is refused when one environment alone has it', async () => {
    world.vault.delete('publer_api_key@staging');
    expect(await failureOf(plan(secretsSync, world.context('staging', mapTo({})), {}))).toMatchObject({
      why: expect.stringContaining('the vault has one for production alone'),
    });
  });

  test('takes the one that is named, whatever the environment', async () => {
    const section = mapTo({ from: 'production' });
    expect(await perform(secretsSync, world.context('staging', section), {})).toMatchObject({
      outcome: { verdict: 'verified' },
    });
    expect(world.github.state.repo.secrets.held('PUBLER_API_KEY')?.value).toBe('canary-publer-production');
    expect((await plan(secretsSync, world.context('production', section), {})).changes).toEqual([]);
  });

  test('is taken when all have the same', async () => {
    world.vault.set('publer_api_key@production', 'canary-publer-staging');
    expect((await plan(secretsSync, world.context('staging', mapTo({})), {})).changes).toHaveLength(1);
  });
});

test('more than 48 KB is refused by name', async () => {
  world.vault.set('deploy_key', 'ab'.repeat(24_577));
  expect(await failureOf(sync('staging'))).toMatchObject({ what: 'DEPLOY_KEY cannot stand there' });
  expect(world.fly.staging.state.apps.get('hotdash-staging')?.secrets.size).toBe(0);
});

test('an environment that nothing goes to is unknown, and not in sync', async () => {
  const nowhere = { ...settings, map: { publer_api_key: { targets: [{ to: 'fly' }] } } };
  const { outcome } = await perform(secretsSync, world.context('preview', nowhere), {});
  expect(outcome).toMatchObject({ verdict: 'unknown' });
});

test('a broken line of the ledger stops everything, and is named', async () => {
  await sync('staging');
  await appendFile(join(world.root, ledgerPath), '{"format":"prestage.ledger/1"}\n');
  expect(await failureOf(audit('staging'))).toMatchObject({ code: 'secrets.ledger-broken', line: 11 });
  await appendFile(join(world.root, ledgerPath), '{"form');
  expect(await failureOf(audit('staging'))).toMatchObject({
    code: 'secrets.ledger-broken',
    why: expect.stringContaining('in part'),
  });
});

test('two entries of the map cannot go to one name', async () => {
  const twice = {
    ...settings,
    map: { ...settings.map, other: { targets: [{ to: 'github', name: 'PUBLER_API_KEY' }] } },
  };
  const failing = plan(secretsSync, world.context('staging', twice), {});
  expect(await failureOf(failing)).toMatchObject({ code: 'secrets.two-of-one' });
});

test('a token without the permission is told which one it lacks, and the audit is unknown and no more', async () => {
  await syncBoth();
  for (const { name, fault } of githubFaults) if (name === 'environment-scope-missing') world.github.faults.arm(fault);
  expect(await audit('staging')).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('403') });
  const failure = await failureOf(sync('staging'));
  expect(JSON.stringify(failure.problems)).toContain('environments=write');
});
