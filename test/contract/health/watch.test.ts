import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { watchCommand } from '../../../src/cli/commands/health/watch.ts';
import { testContext } from '../../../src/cli/testing/context.ts';
import { closedPort, json, sendJson, serve, stopServers } from '../../../src/services/http/testing/servers.ts';
import { workspaceWith, type HealthWorkspace } from './workspace.ts';

type Section = Parameters<typeof workspaceWith>[0];

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await stopServers();
});

interface Running {
  readonly workspace: HealthWorkspace;
  readonly url: string;
  /** What it printed. */
  readonly said: () => string;
  /** Interrupts it, and gives its exit code. */
  end(): Promise<number>;
  health(): Promise<{ readonly status: number; readonly text: string }>;
  metrics(): Promise<string>;
  /** The records of an environment so far, in order of time. */
  records(environment?: string): readonly string[];
}

async function watch(
  health: Section,
  options: Parameters<typeof workspaceWith>[1] = {},
  more: { readonly env?: string } = { env: 'staging' },
): Promise<Running> {
  const workspace = workspaceWith(health, options);
  const context = testContext(workspace.root, ['health', 'watch', '--json']);
  const real = { ...context, cli: { ...context.cli, clock: { now: () => new Date() } } };
  const running = watchCommand(real, { ...more, port: '0' });
  const end = async (): Promise<number> => {
    context.cli.interrupt();
    return running;
  };
  ends.push(async () => {
    await end();
    workspace.remove();
  });
  await Promise.race([running, until(() => context.cli.out() !== '')]);
  const { url }: { readonly url: string } = JSON.parse(context.cli.out());
  const text = async (path: string): Promise<string> => (await fetch(`${url}${path}`)).text();
  return {
    workspace,
    url,
    said: () => context.cli.out() + context.cli.err(),
    end,
    async health() {
      const reply = await fetch(`${url}/health`);
      return { status: reply.status, text: await reply.text() };
    },
    metrics: async () => text('/metrics'),
    records: (environment = 'staging') => recordsIn(join(workspace.root, 'artifacts/ops/health', environment)),
  };
}

function recordsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d/.test(name))
      .toSorted()
      .map((name) => readFileSync(join(folder, name), 'utf8'));
  } catch {
    return [];
  }
}

async function until(holds: () => unknown): Promise<void> {
  while (!(await holds())) await sleep(10);
}

function check(url: string, more: object = {}) {
  const steps = [{ conditions: [{ at: '$.status', is: 'ok' }] }];
  return { kind: 'http' as const, url, steps, retries: 0, every: 0.1, ...more };
}

function state(is: string): string {
  return `prestage_health_check_state{check="shop",environment="staging",state="${is}"} 1`;
}

describe('a watch', () => {
  it('asks again and again over one connection, and tells Prometheus of it', async () => {
    const server = await serve(json({ status: 'ok' }));
    const running = await watch({ checks: { shop: check(server.url) } });
    await until(() => server.asked.length >= 5);
    expect(server.connections()).toBe(1);
    const metrics = await running.metrics();
    expect(metrics).toContain(state('pass'));
    expect(metrics).toMatch(
      /prestage_health_check_answer_seconds_bucket\{le="\+Inf",check="shop",environment="staging"\} [1-9]/,
    );
    expect(metrics).toMatch(/prestage_health_check_last_success_age_seconds\{check="shop",environment="staging"\} \d/);
    expect(metrics).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(metrics).not.toContain('prestage_health_check_diagnosis{');
    expect(await running.health()).toMatchObject({ status: 200 });
    expect(await running.end()).toBe(0);
    const asked = server.asked.length;
    await sleep(300);
    expect(server.asked.length).toBe(asked);
    await expect(fetch(`${running.url}/health`)).rejects.toThrow('fetch failed');
  });

  it('shows the diagnosis of now and no other, and says what changed', async () => {
    let status = 200;
    const server = await serve((_, response) => {
      response.statusCode = status;
      sendJson(response, { status: 'ok' });
    });
    const running = await watch({ checks: { shop: check(server.url) } });
    await until(async () => (await running.metrics()).includes(state('pass')));
    for (const [answer, code] of [
      [401, 'token_rejected'],
      [404, 'not_found'],
    ] as const) {
      status = answer;
      await until(async () => (await running.metrics()).includes(`code="${code}"`));
    }
    const metrics = await running.metrics();
    expect(metrics.match(/^prestage_health_check_diagnosis\{.*$/gm)).toEqual([
      'prestage_health_check_diagnosis{check="shop",environment="staging",code="not_found"} 1',
    ]);
    expect(metrics).toContain(state('fail'));
    expect(running.said()).toContain('shop in staging: pass → fail (token_rejected)');
  });

  it('archives what changed, and nothing while nothing does', async () => {
    let isWell = true;
    const server = await serve((_, response) => sendJson(response, { status: isWell ? 'ok' : 'broken' }));
    const running = await watch({ checks: { shop: check(server.url) } });
    await until(() => running.records().length === 1);
    const asked = server.asked.length;
    await until(() => server.asked.length >= asked + 8);
    expect(running.records()).toHaveLength(1);
    isWell = false;
    await until(() => running.records().length === 2);
    const states = running.records().map((text) => JSON.parse(text).state);
    expect(states).toEqual(['pass', 'fail']);
    expect(running.records()[1]).toContain('"code": "body_mismatch"');
  });

  it('archives what changed just before its end', async () => {
    let isWell = true;
    const server = await serve((_, response) => sendJson(response, { status: isWell ? 'ok' : 'broken' }));
    const running = await watch({ checks: { shop: check(server.url) } });
    await until(() => running.records().length === 1);
    isWell = false;
    await until(async () => (await running.metrics()).includes(state('fail')));
    await running.end();
    expect(running.workspace.latest().state).toBe('fail');
  });

  it('archives every so often although nothing changes', async () => {
    const server = await serve(json({ status: 'ok' }));
    const running = await watch({ watch: { archiveEvery: 1 / 600 }, checks: { shop: check(server.url) } });
    await until(() => running.records().length >= 2);
    expect(new Set(running.records().map((text) => JSON.parse(text).state))).toEqual(new Set(['pass']));
  }, 20_000);

  it('watches every environment when none is named, each with what is its own', async () => {
    const [one, other] = [await serve(json({ status: 'ok' })), await serve(json({ status: 'broken' }))];
    const url = { staging: one.url, production: other.url };
    const workspace = { checks: { shop: check(one.url, { url }) } };
    const running = await watch(workspace, {}, {});
    await until(() => running.records('production').length === 1 && running.records('staging').length === 1);
    const states = ['staging', 'production'].map((name) => JSON.parse(running.records(name)[0] ?? '').state);
    expect(states).toEqual(['pass', 'fail']);
  });
});

describe('/health says whether the watch can be relied on', () => {
  it('503 while the control target does not answer, and of a check without an answer nothing is said', async () => {
    const control = { url: `http://127.0.0.1:${await closedPort()}` };
    const running = await watch({ control, checks: { shop: check(control.url) } });
    await until(async () => (await running.metrics()).includes(state('unknown')));
    await until(async () => (await running.health()).text.includes('unreachable'));
    const { status, text } = await running.health();
    expect(status).toBe(503);
    expect(JSON.parse(text).reasons).toEqual(['the control target does not answer: this machine is cut off']);
    expect(await running.metrics()).toContain('code="runner_offline"} 1');
    expect(await running.metrics()).toContain('prestage_health_watch_reliable 0');
  });

  it('503 while a record cannot be written, and the watch goes on', async () => {
    const server = await serve((request, response) => sendJson(response, { status: request.headers['x-key'] }));
    const headers = { 'x-key': { secret: 'shop_key' } };
    const running = await watch(
      { checks: { shop: check(server.url, { steps: [{ headers, fields: { echo: '$.status' } }] }) } },
      { vault: { 'shop_key.env': 'K=vault-value-55c2a1\n' } },
    );
    await until(async () => (await running.health()).status === 503 && server.asked.length > 3);
    const { text } = await running.health();
    expect(text).toContain('a known secret');
    expect(running.records()).toEqual([]);
    for (const each of [text, await running.metrics(), running.said()])
      expect(each).not.toContain('vault-value-55c2a1');
  });

  it('503 while a check cannot be asked at all: it is unknown, and the others are asked on', async () => {
    const server = await serve(json({ status: 'ok' }));
    const running = await watch(
      {
        checks: {
          shop: check(server.url, { steps: [{ headers: { 'x-key': { secret: 'shop_key' } } }] }),
          other: check(server.url),
        },
      },
      { vault: { 'shop_key.env': 'no line of an env file\n' } },
    );
    await until(async () => (await running.metrics()).includes('check="other",environment="staging",state="pass"} 1'));
    await until(async () => (await running.health()).text.includes('shop in staging could not be asked'));
    expect(await running.health()).toMatchObject({ status: 503 });
    expect(await running.metrics()).toContain(state('unknown'));
  });
});

async function refused(health: Section, more: object = {}): Promise<unknown> {
  const workspace = workspaceWith(health);
  ends.push(async () => workspace.remove());
  return watchCommand(testContext(workspace.root), more).catch((error: unknown) => error);
}

describe('a watch does not begin', () => {
  it('without a check', async () => {
    expect(await refused({})).toMatchObject({ data: { code: 'health.nothing-to-watch' }, exitCode: 3 });
  });
  it('in an environment that there is not', async () => {
    expect(await refused({}, { env: 'stagin' })).toMatchObject({
      data: { fix: 'Did you mean `staging`?' },
      exitCode: 64,
    });
  });
  it('on a port that is taken, and leaves nothing running', async () => {
    const server = await serve(json({ status: 'ok' }));
    const { port } = new URL(server.url);
    const error = await refused({ checks: { shop: check(server.url) } }, { port });
    expect(error).toMatchObject({ data: { code: 'health.cannot-listen' } });
    const asked = server.asked.length;
    await sleep(300);
    expect(server.asked.length).toBe(asked);
  });
});
