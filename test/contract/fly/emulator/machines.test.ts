import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { first, openShop, second, type Answer, type Shop } from './shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => shop.on.stop());

const checksOf = async (id: string) => (await shop.machine(id)).checks.map(({ status }) => status);

/** The clock stands still: it is moved on until there is an answer. */
async function asTimePasses(answering: Promise<Answer>, step: number): Promise<Answer> {
  for (;;) {
    shop.pass(step);
    const answer = await Promise.race([answering, setImmediate()]);
    if (answer !== undefined) return answer;
  }
}

test('an update has its version at once, is down while it boots, and its checks pass after the grace period', async () => {
  const before = await shop.machine(first);
  const answer = await shop.deploy(first);
  expect(answer).toMatchObject({ status: 200, json: { state: 'replacing', image_ref: { tag: 'v2' } } });
  const updated = await shop.machine(first);
  expect([updated.state, updated.version === before.version]).toEqual(['starting', false]);
  expect(await checksOf(first)).toEqual(['warning']);
  shop.pass(200);
  expect((await shop.machine(first)).state).toBe('started');
  expect(await checksOf(first)).toEqual(['critical']);
  shop.pass(1000);
  expect(await checksOf(first)).toEqual(['passing']);
  expect((await shop.machine(first)).events.map(({ type }) => type)).toEqual([
    'start',
    'launch',
    'update',
    'start',
    'launch',
  ]);
  expect((await shop.machine(second)).image_ref.tag).toBe('v1');
});

test('every version is kept with its config, and an old one was replaced', async () => {
  const { version } = await shop.machine(first);
  await shop.deploy(first);
  const { json } = await shop.call(`GET /machines/${first}/versions`);
  expect(json).toMatchObject([
    { user_config: { image: 'registry.fly.io/shop-staging:v2' } },
    { version, user_config: { image: expect.stringContaining('registry.fly.io/shop@sha256:') } },
  ]);
  const old = await shop.call(`GET /machines/${first}?version=${version}`);
  expect(old.json).toMatchObject({ state: 'replaced', version });
});

test('whoever knows an older version changes nothing', async () => {
  const { version } = await shop.machine(first);
  expect((await shop.deploy(first, 'v2', { current_version: version })).status).toBe(200);
  const now = await shop.machine(first);
  expect((await shop.deploy(first, 'v1', { current_version: version })).status).toBe(409);
  expect((await shop.machine(first)).version).toBe(now.version);
});

test('an image that is not in the registry, or secrets that are not there yet, are refused and nothing changes', async () => {
  const before = await shop.machine(first);
  expect(await shop.deploy(first, 'v9')).toMatchObject({
    status: 400,
    json: { error: expect.stringContaining('Could not find image "registry.fly.io/shop:v9"') },
  });
  expect((await shop.deploy(first, 'v2', { min_secrets_version: 5 })).status).toBe(400);
  expect(await shop.machine(first)).toEqual(before);
});

test('a wait ends when the state is there, and with 408 when its time is over', async () => {
  await shop.deploy(first);
  const inTime = await asTimePasses(shop.call(`GET /machines/${first}/wait?state=started&timeout=60`), 100);
  expect(inTime).toMatchObject({ status: 200, json: { ok: true, state: 'started' } });
  expect((await asTimePasses(shop.call(`GET /machines/${first}/wait?state=stopped&timeout=60`), 10_000)).status).toBe(
    408,
  );
  expect((await shop.call(`GET /machines/${first}/wait?state=started&version=01OLD`)).status).toBe(400);
});

test('stopped, started, suspended, destroyed: each takes its time and shows its events', async () => {
  await shop.call(`POST /machines/${first}/stop`, {});
  expect((await shop.machine(first)).state).toBe('stopping');
  shop.pass(500);
  const stopped = await shop.machine(first);
  expect([stopped.state, stopped.events[0]?.request.exit_event?.['requested_stop']]).toEqual(['stopped', true]);
  await shop.call(`POST /machines/${first}/start`);
  shop.pass(200);
  expect((await shop.machine(first)).state).toBe('started');
  expect((await shop.call(`DELETE /machines/${first}`)).status).toBe(412);
  expect((await shop.call(`DELETE /machines/${first}?force=true`)).status).toBe(200);
  expect((await shop.machine(first)).state).toBe('destroyed');
  expect((await shop.call('GET /machines')).json).toHaveLength(1);
  expect((await shop.call('GET /machines?include_deleted=true')).json).toHaveLength(2);
  await shop.call(`POST /machines/${second}/suspend`);
  shop.pass(500);
  expect((await shop.machine(second)).state).toBe('suspended');
});

test('a machine made for a command runs it, ends with its code and is gone, and can still be looked at', async () => {
  const config = {
    image: 'registry.fly.io/shop-staging:v2',
    auto_destroy: true,
    restart: { policy: 'no' },
    metadata: { fly_process_group: 'fly_app_release_command', fly_platform_version: 'v2' },
  };
  shop.fault('release-command-fails');
  const { json } = await shop.call('POST /machines', { config, region: 'iad' });
  const id = (json as { id: string }).id;
  shop.pass(700);
  const ended = await shop.machine(id);
  expect(ended.state).toBe('destroyed');
  expect(ended.events.find(({ type }) => type === 'exit')?.request.exit_event).toMatchObject({ exit_code: 1 });
});
