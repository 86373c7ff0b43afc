import { afterEach, beforeEach, expect, test } from 'vitest';
import { first, openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => shop.on.stop());

const calls = {
  read: 'GET /v1/apps/shop/machines',
  secret: 'POST /v1/apps/shop/secrets',
  lease: `POST /v1/apps/shop/machines/${first}/lease`,
  update: `POST /v1/apps/shop/machines/${first}`,
  release: 'POST /api/v1/releases',
} as const;

const bodies: Readonly<Record<string, object>> = {
  secret: { values: { A: '1' } },
  update: { config: { image: 'registry.fly.io/shop-staging:v2' } },
  release: { app_name: 'shop', image: 'registry.fly.io/shop-staging:v2' },
};

/** How each of these calls is answered, in this order. */
async function statuses(): Promise<readonly number[]> {
  const seen: number[] = [];
  for (const [name, line] of Object.entries(calls)) seen.push((await shop.ask(line, bodies[name])).status);
  return seen;
}

test('without a fault all is well, but that a machine under a lease is not changed', async () => {
  expect(await statuses()).toEqual([200, 200, 201, 409, 201]);
});

test.each([
  ['token-revoked', [401, 401, 401, 401, 401]],
  ['token-expired', [401, 401, 401, 401, 401]],
  ['token-of-another-app', [403, 403, 403, 403, 201]],
  ['token-cannot-deploy', [200, 200, 403, 403, 403]],
  ['token-reads-only', [200, 403, 403, 403, 403]],
  ['app-not-found', [404, 404, 404, 404, 404]],
  ['wrong-organization', [403, 403, 403, 403, 403]],
  ['429-storm', [429, 429, 429, 429, 429]],
  ['too-many-requests', [429, 200, 201, 409, 201]],
  ['down', [502, 502, 502, 502, 502]],
  ['down-briefly', [503, 503, 201, 409, 201]],
  ['machines-down', [200, 200, 201, 500, 201]],
  ['capacity', [200, 200, 201, 422, 201]],
  ['releases-down', [200, 200, 201, 409, 500]],
  ['secrets-down', [200, 500, 201, 409, 201]],
])('%s: read, secret, lease, update and release are answered %j, and no machine changes', async (fault, answers) => {
  shop.fault(fault);
  expect(await statuses()).toEqual(answers);
  shop.on.faults.clear();
  expect((await shop.machine(first)).image_ref.tag).toBe('v1');
});

test('create-timeout: there is one more machine than was heard of', async () => {
  shop.fault('create-timeout');
  expect((await shop.call('POST /machines', bodies['update'])).status).toBe(408);
  expect((await shop.call('GET /machines')).json).toHaveLength(3);
});

test('machine-not-yet-there: the fourth wait finds it', async () => {
  shop.fault('machine-not-yet-there');
  const answers: number[] = [];
  for (let count = 0; count < 4; count += 1) answers.push((await shop.call(`GET /machines/${first}/wait`)).status);
  expect(answers).toEqual([404, 404, 404, 200]);
});

test('release-unheard: it is recorded all the same', async () => {
  shop.fault('release-unheard');
  await expect(shop.ask(calls.release, bodies['release'])).rejects.toThrow('fetch failed');
  expect((await shop.ask('GET /api/v1/apps/shop/releases')).json).toMatchObject({
    releases: [{ version: 2 }, { version: 1 }],
  });
});
