import { afterEach, expect, it } from 'vitest';
import { json, serve, stopServers } from '../../../src/services/http/testing/servers.ts';
import { workspaceWith, type HealthWorkspace } from './workspace.ts';

const workspaces: HealthWorkspace[] = [];
afterEach(async () => {
  for (const workspace of workspaces.splice(0)) workspace.remove();
  await stopServers();
});

const token = Array.from({ length: 24 }, (_, index) => `Zq${index}x`)
  .join('')
  .padEnd(120, 'k')
  .slice(0, 120);
const vault = { 'shop_token_staging.env': `T=${token}\n` };

it('a reply that shows a secret fails its own check alone, and nothing of it is kept', async () => {
  const { url } = await serve(json({ token, status: 'ok' }));
  const headers = { authorization: { secret: 'shop_token' } };
  const workspace = workspaceWith(
    {
      checks: {
        shows: { kind: 'http', url, steps: [{ headers, fields: { token: '$.token' } }] },
        well: { kind: 'http', url, steps: [{ headers, fields: { status: '$.status' } }] },
      },
    },
    { vault },
  );
  workspaces.push(workspace);
  const { code, out, err } = await workspace.prestage('check', '--env', 'staging');
  expect(code).toBe(1);
  expect(workspace.latest()).toMatchObject({
    state: 'fail',
    results: [
      { check: 'shows', state: 'fail', code: 'reply_holds_secret', steps: [] },
      { check: 'well', state: 'pass', steps: [{ fields: { status: 'ok' } }] },
    ],
  });
  expect(workspace.written() + out + err).not.toContain(token.slice(0, 12));
});

it.each([
  ['sameAs', { at: '$.names', sameAs: ['Mail'] }],
  ['includes', { at: '$.names', includes: ['Mail', 'Chat'] }],
])('a secret that is too long to be shown whole is not shown in part (%s)', async (_, condition) => {
  const { url } = await serve(json({ names: [`a${token}`, 'Mail'] }));
  const headers = { authorization: { secret: 'shop_token' } };
  const workspace = workspaceWith(
    { checks: { site: { kind: 'http', url, steps: [{ headers, conditions: [condition] }] } } },
    { vault },
  );
  workspaces.push(workspace);
  const { code, out, err } = await workspace.prestage('check', '--env', 'staging');
  expect(code).toBe(1);
  expect(workspace.latest().results).toMatchObject([{ state: 'fail', code: 'list_changed' }]);
  expect(workspace.written() + out + err).not.toContain(token.slice(0, 12));
});

const long = `${'v'.repeat(30)}${token}${'w'.repeat(300_000)}`;

it('what a Chatwoot says of itself is shown shortened, and without the token', async () => {
  const { url } = await serve(json({ version: long, queue_services: long, data_services: long }));
  const workspace = workspaceWith(
    { checks: { chat: { kind: 'chatwoot', url, token: { secret: 'shop_token' }, account: 1, version: '4.11.0' } } },
    { vault },
  );
  workspaces.push(workspace);
  const { out, err } = await workspace.prestage('check', '--env', 'staging');
  expect(workspace.latest().results).toMatchObject([{ state: 'fail', code: 'dependency_failing' }]);
  expect(workspace.written() + out + err).not.toContain(token.slice(0, 12));
  expect(workspace.written().length + out.length + err.length).toBeLessThan(20_000);
});

it('names of a Chatwoot’s inboxes, too', async () => {
  const names = [`${'n'.repeat(20)}${token}`, 'w'.repeat(300_000)];
  const payload = names.map((name, id) => ({
    id,
    name,
    channel_type: 'Channel::Email',
    reauthorization_required: true,
  }));
  const { url } = await serve((request, response) => {
    json(
      {
        '/api': { version: '4.11.0', queue_services: 'ok', data_services: 'ok' },
        '/api/v1/profile': { accounts: [{ id: 1, role: names[0] }] },
      }[request.url ?? ''] ?? { meta: { all_count: 1 }, payload },
    )(request, response);
  });
  const workspace = workspaceWith(
    { checks: { chat: { kind: 'chatwoot', url, token: { secret: 'shop_token' }, account: 1, inboxes: ['Mail'] } } },
    { vault },
  );
  workspaces.push(workspace);
  const { out, err } = await workspace.prestage('check', '--env', 'staging');
  expect(workspace.latest().results).toMatchObject([{ state: 'fail', code: 'reauthorisation_needed' }]);
  expect(workspace.written() + out + err).not.toContain(token.slice(0, 12));
  expect(workspace.written().length + out.length + err.length).toBeLessThan(20_000);
});
