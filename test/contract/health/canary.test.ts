import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { sendJson, serve, stopServers, type TinyServer } from '../../../src/services/http/testing/servers.ts';
import { workspaceWith, type HealthWorkspace } from './workspace.ts';

/** Planted wherever a reply can have one; none of them may be anywhere that anyone reads. */
const canary = 'canary-7f3a9c-do-not-keep';
const ours = 'vault-value-0c1d2e';

const workspaces: HealthWorkspace[] = [];
afterEach(async () => {
  for (const workspace of workspaces.splice(0)) workspace.remove();
  await stopServers();
});

/** Puts it into its headers, its keys, its values, and its errors; says back what it was asked with. */
async function leaky(status = 200): Promise<TinyServer> {
  return serve((request, response) => {
    response.statusCode = status;
    response.setHeader('x-token', canary);
    response.setHeader('set-cookie', `session=${canary}`);
    response.setHeader('location', `/${canary}`);
    sendJson(response, {
      status: 'ok',
      name: canary,
      [canary]: { token: canary },
      list: [canary],
      echo: [request.headers['api-access-token'], request.url],
      error: `wrong token ${canary}`,
    });
  });
}

function given(url: string, step: object): HealthWorkspace {
  const steps = [{ headers: { 'Api-Access-Token': { secret: 'chat_token' } }, ...step }];
  const checks = { site: { kind: 'http' as const, url, steps, retries: 0 } };
  const workspace = workspaceWith({ checks }, { vault: { 'chat_token_staging.env': `T=${ours}\n` } });
  workspaces.push(workspace);
  return workspace;
}

it.each([
  ['passes', 200, { fields: { status: '$.status' } }],
  ['fails by its status', 401, {}],
  ['fails by a condition about the value', 200, { conditions: [{ at: '$.name', is: 'someone' }] }],
  ['fails by an expression', 200, { conditions: [{ at: '$.error', matches: '^fine$' }] }],
  ['lacks a field', 200, { conditions: [{ at: '$.absent', is: 'x' }] }],
  ['uses it in a later step', 200, { extract: { token: '$.name' } }],
  ['redirects', 302, { redirects: 2 }],
  ['is too large', 200, { maxBytes: 10 }],
])('a reply that %s leaves no token in artifacts, on the terminal or in JSON', async (_, status, step) => {
  const { url } = await leaky(status);
  const workspace = given(url, step);
  const people = await workspace.prestage('check', '--env', 'staging');
  const machines = await workspace.prestage('check', '--env', 'staging', '--json');
  const all = [workspace.written(), ...[people, machines].flatMap(({ out, err }) => [out, err])].join('\n');
  expect(all).toContain('site');
  for (const secret of [canary, ours]) expect(all).not.toContain(secret);
});

it('a declared field that turns out to hold a secret of ours is not kept, and nothing is green', async () => {
  const { url } = await leaky();
  const workspace = given(url, { fields: { echo: '$.echo[0]' } });
  const ended = await workspace.prestage('check', '--env', 'staging');
  expect(ended.code).toBe(1);
  expect(workspace.latest().results).toMatchObject([{ state: 'fail', code: 'reply_holds_secret', steps: [] }]);
  expect(ended.out + ended.err + workspace.written()).not.toContain(ours);
});

it('what is archived is what the schema says, and its line in the index names it', async () => {
  const { url } = await leaky();
  const workspace = given(url, { fields: { status: '$.status' }, conditions: [{ at: '$.status', is: 'ok' }] });
  await workspace.prestage('check', '--env', 'staging');
  const schema: unknown = JSON.parse(await readFile('schemas/health-record.json', 'utf8'));
  const folder = join(workspace.root, 'artifacts/ops/health/staging');
  const [line] = readFileSync(join(folder, 'index.jsonl'), 'utf8').split('\n');
  const { file, state, counts } = JSON.parse(line ?? '');
  const record: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const validate = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(schema as object);
  validate(record);
  expect(validate.errors).toBe(null);
  expect(validate({ ...(record as object), body: 'raw' })).toBe(false);
  expect({ state, counts }).toEqual({ state: 'pass', counts: { pass: 1, degraded: 0, fail: 0, unknown: 0 } });
});
