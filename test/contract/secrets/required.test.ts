import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { secretsAudit } from '../../../src/actions/secrets/audit.ts';
import { secretsSync } from '../../../src/actions/secrets/sync.ts';
import { check, perform, plan } from '../../../src/actions/testing/workspace.ts';
import { githubFaults } from '../../../src/emulators/github/faults.ts';
import { settings, startWorld, type SecretsWorld } from './world.ts';

let world: SecretsWorld;
beforeEach(async () => {
  world = await startWorld();
  for (const environment of ['staging', 'production']) {
    world.github.clock.change({ advanceMs: 2000 });
    await perform(secretsSync, world.context(environment), {});
  }
});
afterEach(async () => world.stop());

const flow = '.github/workflows/deploy.yml';

function workflow(...jobs: readonly string[]): Record<string, string> {
  return { [flow]: `on: push\njobs:\n${jobs.map((job, index) => `  job${index}: ${job}\n`).join('')}` };
}

function job(name: string, environment?: string): string {
  const own = environment === undefined ? '' : `environment: ${environment}, `;
  return `{ ${own}steps: [{ run: x, env: { OWN${name}: "\${{ secrets.${name} }}" } }] }`;
}

async function audit(environment?: string, section: object = settings) {
  return await check(secretsAudit, world.context(environment, section), {});
}

/** Rows of the archive, without those that are in order and asked for by nobody. */
function rows(): readonly Record<string, unknown>[] {
  const [content] = JSON.parse(world.kept.get('secrets.json') ?? '[]') as [{ rows: Record<string, unknown>[] }];
  return content.rows;
}

function row(target: string, name: string): Record<string, unknown> | undefined {
  return rows().find((each) => each['target'] === target && each['name'] === name);
}

describe('a workflow', () => {
  test('that asks for what is there finds it, in its environment and in the repository', async () => {
    await world.plant(workflow(job('PUBLER_API_KEY', 'production'), job('deploy_key')));
    expect(await audit()).toMatchObject({ verdict: 'verified' });
    expect(row('github:hotdash/app/production', 'PUBLER_API_KEY')).toMatchObject({ usedBy: [`${flow}:3`], flags: [] });
    expect(row('github:hotdash/app/staging', 'PUBLER_API_KEY')).toMatchObject({ usedBy: [], flags: ['unused'] });
    expect(row('github:hotdash/app', 'DEPLOY_KEY')).toMatchObject({ usedBy: [`${flow}:4`], flags: [] });
  });

  test('without an environment sees nothing of the environments’, and with one that of no other', async () => {
    await world.plant(workflow(job('PUBLER_API_KEY'), job('ONLY_THERE', 'staging')));
    const outcome = await audit('staging');
    expect(outcome).toMatchObject({ verdict: 'failed', facts: { states: { 'required-but-absent': 2 } } });
    expect(outcome.reason).toContain(
      `github:hotdash/app PUBLER_API_KEY is required-but-absent, asked for by ${flow}:3`,
    );
    expect(outcome.reason).toContain('github:hotdash/app/staging ONLY_THERE is required-but-absent');
    expect(outcome.fix).toContain('secrets.elsewhere');
    expect((await audit('production')).reason).not.toContain('ONLY_THERE');
  });

  test('is answered by what is `elsewhere`', async () => {
    await world.plant(workflow(job('OF_THE_ORGANISATION')));
    expect((await audit()).verdict).toBe('failed');
    expect((await audit(undefined, { ...settings, elsewhere: ['OF_THE_ORGANISATION'] })).verdict).toBe('verified');
  });

  test('that a target would have to answer which cannot be asked is unknown, not failed', async () => {
    await world.plant(workflow(job('ONLY_THERE', 'staging')));
    for (const { name, fault } of githubFaults)
      if (name === 'environment-scope-missing') world.github.faults.arm(fault);
    expect(await audit('staging')).toMatchObject({ verdict: 'unknown' });
    expect(rows().filter(({ state }) => state === 'required-but-absent')).toEqual([]);
  });

  test('that cannot be read makes the audit unknown, and nothing is called unused', async () => {
    await world.plant({ [flow]: 'jobs: [' });
    expect(await audit()).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining(flow) });
    expect(rows().flatMap(({ flags }) => flags)).toEqual([]);
  });
});

describe('source', () => {
  const source = 'const key = process.env.CHATWOOT_TOKEN_API;\nconst other = process.env.PUBLER_API_KEY;\n';

  test('that asks for a name that no target has fails, with the one that is near', async () => {
    await world.plant({ 'app/server.ts': source });
    expect(await audit()).toMatchObject({
      verdict: 'failed',
      reason:
        'Drifted: no target CHATWOOT_TOKEN_API is required-but-absent, asked for by app/server.ts:1 (near it is CHATWOOT_API_TOKEN)',
    });
    expect(row('fly:hotdash', 'PUBLER_API_KEY')).toMatchObject({ usedBy: ['app/server.ts:2'], flags: [] });
    expect(row('github:hotdash/app/production', 'PUBLER_API_KEY')).toMatchObject({ flags: ['unused'] });
  });

  test('is answered by [env] of a fly.toml and by ENV of a Dockerfile; a default demands nothing', async () => {
    await world.plant({
      'app/server.ts': 'x(process.env.LEVEL, process.env.ROOM, process.env.SPARE ?? 1);\n',
      'fly.toml': '[env]\nLEVEL = "info"\n',
      Dockerfile: 'ENV ROOM=1\n',
    });
    expect((await audit()).verdict).toBe('verified');
  });

  test('that one app has an answer for, and the other environment’s has not', async () => {
    await world.plant({
      'app/server.ts': 'x(process.env.LEVEL);\n',
      'fly.staging.toml': 'app = "hotdash-staging"\n[env]\nLEVEL = "info"\n',
      'fly.toml': 'app = "hotdash"\n',
    });
    expect((await audit()).reason).toBe(
      'Drifted: fly:hotdash LEVEL is required-but-absent, asked for by app/server.ts:1',
    );
  });
});

describe('fly.toml', () => {
  test('that mounts a secret that the app does not have fails', async () => {
    await world.plant({ 'fly.toml': 'app = "hotdash"\n[[files]]\nguest_path = "/k"\nsecret_name = "SIGNING_KEY"\n' });
    expect((await audit()).reason).toBe(
      'Drifted: fly:hotdash SIGNING_KEY is required-but-absent, asked for by fly.toml:4',
    );
    expect((await audit('staging')).verdict).toBe('verified');
  });

  test('whose [env] has the name of a secret is never seen', async () => {
    await world.plant({ 'fly.toml': 'app = "hotdash"\n[env]\nPUBLER_API_KEY = "x"\n' });
    expect(await audit()).toMatchObject({ verdict: 'degraded' });
    expect(row('fly:hotdash', 'PUBLER_API_KEY')).toMatchObject({
      flags: ['shadowed', 'unused'],
      note: 'hides [env] at fly.toml:3',
    });
    expect(row('fly:hotdash-staging', 'PUBLER_API_KEY')).toMatchObject({ flags: ['unused'] });
  });
});

test('a repository’s secret that an environment has too is shadowed', async () => {
  world.github.state.repo.secrets.write('PUBLER_API_KEY', { value: 'x', created_at: 't', updated_at: 't' }, 0);
  await audit();
  expect(row('github:hotdash/app', 'PUBLER_API_KEY')).toMatchObject({
    state: 'unmanaged',
    flags: ['shadowed', 'unused'],
  });
});

test('a sync tells what the code asks for and nobody has, and writes all the same', async () => {
  await world.plant({ 'app/server.ts': 'x(process.env.NOWHERE_KEPT);\n' });
  world.vault.set('publer_api_key@staging', 'another');
  expect((await plan(secretsSync, world.context('staging'), {})).changes).toHaveLength(2);
  expect(world.said).toContain('app/server.ts:1 asks for NOWHERE_KEPT, which no target has.');
  expect((await perform(secretsSync, world.context('staging'), {})).outcome.verdict).toBe('verified');
});

test('without git the targets are compared, and what the code asks for is unknown', async () => {
  await rm(join(world.root, '.git'), { recursive: true });
  const context = world.context();
  const outcome = await check(secretsAudit, context, {});
  expect(outcome).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('git') });
  expect(rows()).toHaveLength(9);
});

test('the table says who asks', async () => {
  await world.plant({
    ...workflow(job('PUBLER_API_KEY', 'production'), job('GONE')),
    'a.ts': 'x(process.env.SIGNING_KEY)',
  });
  await audit();
  const table = world.kept.get('secrets.md') ?? '';
  expect(table).toContain('| target | name | from | state | proof | age | asked for by | beside |');
  expect(table).toContain(`| github:hotdash/app | GONE | – | required-but-absent | – | – | ${flow}:4 | – |`);
});
