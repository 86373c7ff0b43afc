import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { activeIdeasFrom } from '../app/idea-pool/source.js';
import { dashboard } from '../app/server.js';

const pool = ['launch', 'evergreen', 'evergreen', 'evergreen', 'wildcard'].map((suggestion_type) => ({
  suggestion_type,
}));

/** Starts a server on a free loopback port and ends it with the test. */
async function serve(t, server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

test('/health tells which release answers', async (t) => {
  const address = await serve(
    t,
    dashboard({ release: 'registry.example/hotdash@sha256:1', loadIdeas: async () => pool }),
  );
  const response = await fetch(`${address}/health?probe=1`);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: 'ok', release: 'registry.example/hotdash@sha256:1' });
});

test('/ideas shows a pool that obeys the rule', async (t) => {
  const address = await serve(t, dashboard({ release: 'test', loadIdeas: async () => pool }));
  const response = await fetch(`${address}/ideas`);
  assert.equal(response.status, 200);
  assert.equal((await response.json()).ideas.length, 5);
});

test('/ideas says what is wrong with a pool that does not', async (t) => {
  const address = await serve(t, dashboard({ release: 'test', loadIdeas: async () => pool.slice(1) }));
  const response = await fetch(`${address}/ideas`);
  assert.equal(response.status, 503);
  assert.deepEqual(await response.json(), { faults: ['4 ideas are active, not 5'] });
});

test('any other path is not found', async (t) => {
  const address = await serve(t, dashboard({ release: 'test', loadIdeas: async () => pool }));
  for (const path of ['/', '/constructor', '//', '/health/x']) {
    const response = await fetch(address + path);
    assert.equal(response.status, 404, path);
    await response.text();
  }
});

test('the ideas come from Supabase with the service key', async (t) => {
  const asked = [];
  const supabase = createServer((request, response) => {
    asked.push([request.url, request.headers.apikey]);
    response.end(JSON.stringify(pool));
  });
  const url = await serve(t, supabase);
  assert.deepEqual(await activeIdeasFrom({ url, key: 'for-the-test' })(), pool);
  assert.deepEqual(asked, [['/rest/v1/active_ideas?select=*', 'for-the-test']]);
});

test('a refusal by Supabase is a fault, not an empty pool', async (t) => {
  const url = await serve(
    t,
    createServer((_, response) => response.writeHead(401).end()),
  );
  const address = await serve(t, dashboard({ release: 'test', loadIdeas: activeIdeasFrom({ url, key: 'wrong' }) }));
  const response = await fetch(`${address}/ideas`);
  assert.equal(response.status, 503);
  assert.deepEqual(await response.json(), { faults: ['Supabase answered 401 for active_ideas'] });
});
