import { afterEach, describe, expect, it } from 'vitest';
import { closedPort, json, sendJson, serve, stopServers } from '../../../src/services/http/testing/servers.ts';
import { workspaceOf, workspaceWith, type HealthWorkspace } from './workspace.ts';

const workspaces: HealthWorkspace[] = [];
afterEach(async () => {
  for (const workspace of workspaces.splice(0)) workspace.remove();
  await stopServers();
});

type Check = Parameters<typeof workspaceOf>[0];
type Step = NonNullable<Extract<Check, { readonly kind: 'http' }>['steps']>[number];

function check(url: string, steps: readonly Step[], more: object = {}, vault: Record<string, string> = {}) {
  const workspace = workspaceOf({ kind: 'http', url, steps: [...steps], ...more }, { vault });
  workspaces.push(workspace);
  return workspace;
}

describe('what a reply comes to', () => {
  const reply = {
    status: 'ok',
    queue: null,
    count: 3,
    at: new Date().toISOString(),
    inboxes: [{ name: 'Mail' }, { name: 'Chat' }],
  };

  it.each<[string, Step, object]>([
    [
      'that is as wanted',
      {
        conditions: [
          { at: '$.status', is: 'ok' },
          { at: '/count', atLeast: 3, atMost: 3 },
        ],
      },
      { state: 'pass', exit: 0 },
    ],
    [
      'that is not',
      { conditions: [{ at: '$.status', is: 'fine' }] },
      {
        state: 'fail',
        code: 'body_mismatch',
        exit: 1,
        summary: 'step 1: $.status is a string of 2 characters, not "fine"',
      },
    ],
    [
      'whose field is absent',
      { conditions: [{ at: '$.services', is: 'ok' }] },
      { state: 'unknown', code: 'field_absent', exit: 2 },
    ],
    [
      'whose absent field is denied',
      { conditions: [{ none: [{ at: '$.error', type: 'string' }] }] },
      { state: 'unknown', code: 'field_absent', exit: 2 },
    ],
    ['whose field has to be absent', { conditions: [{ absent: '$.error' }] }, { state: 'pass' }],
    [
      'in which one of several holds',
      {
        conditions: [
          {
            any: [
              { at: '$.error', is: 1 },
              { at: '$.count', is: 3 },
            ],
          },
        ],
      },
      { state: 'pass' },
    ],
    [
      'of which all members hold',
      { conditions: [{ forEach: '$.inboxes', that: { at: '$.name', type: 'string' } }] },
      { state: 'pass' },
    ],
    [
      'of which a member does not hold',
      { conditions: [{ forEach: '$.inboxes[*]', that: { at: '$.name', is: 'Mail' } }] },
      { state: 'fail', code: 'body_mismatch' },
    ],
    [
      'whose members lack the field',
      { conditions: [{ forEach: '$.inboxes', that: { at: '$.broken', is: false } }] },
      { state: 'unknown', code: 'field_absent' },
    ],
    [
      'whose list is another',
      { conditions: [{ at: '$.inboxes[*].name', sameAs: ['Mail', 'Phone'] }] },
      { state: 'fail', code: 'list_changed', summary: 'step 1: $.inboxes[*].name: missing Phone; extra Chat' },
    ],
    [
      'whose list has what is wanted',
      { conditions: [{ at: '$.inboxes[*].name', includes: { staging: ['Mail'], production: ['Phone'] } }] },
      { state: 'pass' },
    ],
    [
      'of which nothing is said for this environment',
      { conditions: [{ at: '$.count', is: { production: 3 } }] },
      { state: 'unknown', code: 'not_configured' },
    ],
    ['that is fresh', { conditions: [{ at: '$.at', withinMinutes: 5 }] }, { state: 'pass' }],
    [
      'that is null where a word is wanted',
      { conditions: [{ at: '$.queue', is: 'ok' }] },
      { state: 'fail', summary: 'step 1: $.queue is null, not "ok"' },
    ],
    ['with a status of another kind', { status: 204 }, { state: 'fail', code: 'wrong_status' }],
  ])('%s', async (_, step, expected) => {
    const { url } = await serve(json(reply));
    expect(await check(url, [step]).result()).toMatchObject(expected);
  });

  it.each([
    [401, 'fail', 'token_rejected'],
    [404, 'fail', 'not_found'],
    [418, 'fail', 'wrong_status'],
    [302, 'fail', 'redirects'],
  ])('%i is not asked again', async (status, state, code) => {
    const server = await serve((_, response) => response.writeHead(status).end());
    expect(await check(server.url, [{}]).result()).toMatchObject({ state, code });
    expect(server.asked).toHaveLength(1);
  });

  it('is no JSON, where JSON is wanted', async () => {
    const { url } = await serve((_, response) => response.end('<html>'));
    expect(await check(url, [{ fields: { status: '$.status' } }]).result()).toMatchObject({
      state: 'fail',
      code: 'not_json',
    });
    expect(await check(url, [{}]).result()).toMatchObject({ state: 'pass' });
  });

  it('is late', async () => {
    const { url } = await serve((_, response) => void setTimeout(() => sendJson(response, {}), 60));
    expect(await check(url, [{ degradedAfter: 20 }]).result()).toMatchObject({
      state: 'degraded',
      code: 'slow',
      exit: 2,
    });
    expect(await check(url, [{}], { degradedAfter: 20 }).result()).toMatchObject({ state: 'degraded', code: 'slow' });
  });
});

describe('steps', () => {
  it('go over one connection, and use what earlier ones took, which nothing keeps', async () => {
    const server = await serve((request, response) =>
      sendJson(response, request.url === '/login' ? { session: 'tok/../x', id: 7 } : { ok: true }),
    );
    const workspace = check(server.url, [
      { path: '/login', method: 'POST', json: { user: 'qa' }, extract: { session: '$.session', id: '$.id' } },
      {
        name: 'own',
        path: '/users/{id}?s={session}',
        headers: { authorization: 'Bearer {session}' },
        conditions: [{ at: '$.ok', is: true }],
      },
    ]);
    expect(await workspace.result()).toMatchObject({
      state: 'pass',
      steps: [{ call: `POST ${server.url}/login` }, { name: 'own', call: `GET ${server.url}/users/{id}` }],
    });
    expect(server.asked[1]).toMatchObject({
      url: '/users/7?s=tok%2F..%2Fx',
      headers: { authorization: 'Bearer tok/../x' },
    });
    expect(server.connections()).toBe(1);
    expect(workspace.written()).not.toContain('tok/');
  });
  it('are not taken without what they need', async () => {
    const server = await serve(json({}));
    const result = await check(server.url, [{ extract: { id: '$.id' } }, { path: '/{id}' }]).result();
    expect(result).toMatchObject({ state: 'unknown', code: 'field_absent' });
    expect(server.asked).toHaveLength(1);
  });
  it('are led to no other path by what they take', async () => {
    const server = await serve(json({ id: '..' }));
    const result = await check(server.url, [{ extract: { id: '$.id' } }, { path: '/accounts/{id}/inboxes' }]).result();
    expect(result).toMatchObject({ state: 'unknown', code: 'not_configured' });
    expect(server.asked).toHaveLength(1);
  });
});

describe('another try', () => {
  it('is made of what fell through, is recorded, and leaves it degraded', async () => {
    const server = await serve((request, response) => {
      if (server.asked.length === 1) request.socket.resetAndDestroy();
      else if (server.asked.length === 2) response.writeHead(503).end();
      else sendJson(response, {});
    });
    expect(await check(server.url, [{}]).result()).toMatchObject({
      state: 'degraded',
      code: 'retried',
      exit: 2,
      steps: [{ attempts: [{ code: 'reset' }, { code: 'server_error', status: 503 }, { status: 200 }] }],
    });
  });
  it('waits as long as the service says, within the time of the check', async () => {
    const times: number[] = [];
    const server = await serve((_, response) => {
      times.push(performance.now());
      if (times.length === 1) response.writeHead(429, { 'retry-after': '1' }).end();
      else sendJson(response, {});
    });
    expect(await check(server.url, [{}]).result()).toMatchObject({ state: 'degraded', code: 'retried' });
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(990);
  });
  it('is not made when the service wants to be left alone for longer than that', async () => {
    const server = await serve((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end());
    expect(await check(server.url, [{}]).result()).toMatchObject({ state: 'unknown', code: 'rate_limited' });
    expect(server.asked).toHaveLength(1);
  });
  it.each([
    [undefined, 1],
    [true, 3],
  ])('is made of a POST only when that is said (%s)', async (retry, count) => {
    const server = await serve((_, response) => response.writeHead(503).end());
    const step: Step = { method: 'POST', json: {}, ...(retry === undefined ? {} : { retry }) };
    expect(await check(server.url, [step]).result()).toMatchObject({ state: 'fail', code: 'server_error' });
    expect(server.asked).toHaveLength(count);
  });
  it.each([
    [503, 503],
    [429, [200, 429]],
    [500, '5xx'],
  ] as const)('is not made of %i where that is wanted', async (status, wanted) => {
    const server = await serve((_, response) => response.writeHead(status, { 'retry-after': '1' }).end());
    const step: Step = { status: typeof wanted === 'object' ? [...wanted] : wanted };
    expect(await check(server.url, [step]).result()).toMatchObject({
      state: 'pass',
      steps: [{ status, attempts: [{ status }] }],
    });
    expect(server.asked).toHaveLength(1);
  });
  it('is not made for ever', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    expect(await check(url, [{}], { retries: 1 }).result()).toMatchObject({
      state: 'fail',
      code: 'refused',
      exit: 1,
      steps: [{ attempts: [{ code: 'refused' }, { code: 'refused' }] }],
    });
  });
});

describe('a check that cannot ask', () => {
  it('for want of a credential is unknown, and the others are run', async () => {
    const { url } = await serve(json({}));
    const workspace = workspaceWith({
      checks: {
        locked: { kind: 'http', url, steps: [{ headers: { 'api-access-token': { secret: 'chat_token' } } }] },
        open: { kind: 'http', url },
      },
    });
    workspaces.push(workspace);
    const { code, out } = await workspace.prestage('check', '--env', 'staging');
    expect(code).toBe(3);
    expect(workspace.latest().results).toMatchObject([
      { check: 'locked', state: 'unknown', code: 'missing_credential' },
      { check: 'open', state: 'pass' },
    ]);
    expect(out).toContain('missing_credential');
  });
  it('takes the credential of its own environment', async () => {
    const server = await serve(json({}));
    const step: Step = { headers: { authorization: { prefix: 'Bearer ', value: { secret: 'chat_token' } } } };
    const workspace = check(
      server.url,
      [step],
      {},
      { 'chat_token_staging.env': 'T=of-staging-1\n', 'chat_token_production.env': 'T=of-production-1\n' },
    );
    for (const name of ['staging', 'production']) await workspace.prestage('check', '--env', name);
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer of-staging-1',
      'Bearer of-production-1',
    ]);
  });
  it('has no URL for this environment', async () => {
    const workspace = workspaceOf({ kind: 'http', url: { production: 'http://127.0.0.1:9' } });
    workspaces.push(workspace);
    expect(await workspace.result()).toMatchObject({ state: 'unknown', code: 'not_configured' });
  });
});
