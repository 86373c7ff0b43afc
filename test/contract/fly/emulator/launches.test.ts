import { afterEach, beforeEach, expect, test } from 'vitest';
import { first, openShop, second, type Shop } from './shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => shop.on.stop());

/** The machine, so long after a deploy to it that this fault befell. */
async function after(fault: string, milliseconds: number) {
  shop.fault(fault);
  await shop.deploy(first);
  shop.pass(milliseconds);
  return shop.machine(first);
}

test('machine-never-starts: it stays in starting', async () => {
  expect((await after('machine-never-starts', 3_600_000)).state).toBe('starting');
});

test('slow-boot: it takes twenty times as long', async () => {
  expect((await after('slow-boot', 3999)).state).toBe('starting');
  shop.pass(1);
  expect((await shop.machine(first)).state).toBe('started');
});

test('check-never-passes: it runs, and its check stays critical', async () => {
  const { state, checks } = await after('check-never-passes', 3_600_000);
  expect([state, checks[0]?.status]).toEqual(['started', 'critical']);
});

test('checks-flap: it passes and fails by turns', async () => {
  await after('checks-flap', 1200);
  const seen: (string | undefined)[] = [];
  for (let turn = 0; turn < 4; turn += 1, shop.pass(3000)) seen.push((await shop.machine(first)).checks[0]?.status);
  expect(seen).toEqual(['passing', 'critical', 'passing', 'critical']);
});

test('crash-loop: it is started again and again, and given up after ten tries', async () => {
  await after('crash-loop', 2300);
  const { events } = await shop.machine(first);
  const [exit] = events.filter(({ type }) => type === 'exit');
  expect(exit?.request).toMatchObject({ restart_count: 2, exit_event: { exit_code: 1, restarting: true } });
  shop.pass(60_000);
  const given = await shop.machine(first);
  expect([given.state, given.events[0]?.request]).toMatchObject([
    'stopped',
    { restart_count: 11, exit_event: { restarting: false } },
  ]);
});

test('update-reverted: it is accepted, and the machine runs as it was before', async () => {
  const before = await shop.machine(first);
  const { state, version, image_ref } = await after('update-reverted', 5000);
  expect({ state, version, image_ref }).toEqual({
    state: 'started',
    version: before.version,
    image_ref: before.image_ref,
  });
});

test('region-unreachable: nothing is heard of its machines, and they cannot be changed', async () => {
  shop.fault('region-unreachable');
  expect((await shop.machine(first)).host_status).toBe('unreachable');
  expect((await shop.deploy(first)).status).toBe(504);
  expect((await shop.machine(second)).host_status).toBe('ok');
});

test.each([
  ['machine-stopped', ['stopped', 'started']],
  ['machine-suspended', ['suspended', 'started']],
  ['all-stopped', ['stopped', 'stopped']],
])('%s: the machines are %j', async (fault, states) => {
  shop.fault(fault);
  expect([(await shop.machine(first)).state, (await shop.machine(second)).state]).toEqual(states);
});

test('no-machines: there are none', async () => {
  shop.fault('no-machines');
  expect((await shop.call('GET /machines')).json).toEqual([]);
});

test('image-gone: what runs runs on, and nothing can be launched', async () => {
  shop.fault('image-gone');
  expect((await shop.deploy(first)).status).toBe(400);
  expect((await shop.machine(first)).state).toBe('started');
});

test.each(['update-unheard', 'update-timeout'])('%s: it has taken effect all the same', async (fault) => {
  shop.fault(fault);
  const heard = await shop.deploy(first).then(
    ({ status }) => status,
    () => 'nothing',
  );
  expect(heard).toBe(fault === 'update-timeout' ? 408 : 'nothing');
  expect((await shop.machine(first)).image_ref.tag).toBe('v2');
});

test('an image has ways of its own', async () => {
  await shop.on.stop();
  shop = await openShop({
    images: [{ ref: 'registry.fly.io/shop:v1' }, { ref: 'registry.fly.io/shop:bad', starts: false }],
  });
  await shop.deploy(first, 'bad');
  shop.pass(3_600_000);
  expect((await shop.machine(first)).state).toBe('starting');
});

test('volume-attached: the first machine has one', async () => {
  shop.fault('volume-attached');
  expect((await shop.call(`GET /machines/${first}`)).json).toMatchObject({ config: { mounts: [{ path: '/data' }] } });
  expect((await shop.call('GET /volumes')).json).toMatchObject([{ attached_machine_id: first }]);
});
