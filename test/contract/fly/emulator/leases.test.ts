import { afterEach, beforeEach, expect, test } from 'vitest';
import { first, openShop, type Answer, type Shop } from './shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => shop.on.stop());

const lease = `/machines/${first}/lease`;
const nonceOf = ({ json }: Answer) => (json as { data: { nonce: string } }).data.nonce;
const holding = (nonce: string) => ({ 'fly-machine-lease-nonce': nonce });

test('of two who want it one has it, and the other learns who and until when, but not the nonce', async () => {
  const answers = await Promise.all([shop.call(`POST ${lease}?ttl=13`), shop.call(`POST ${lease}?ttl=13`)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  const [won, lost] = answers.toSorted((a, b) => a.status - b.status);
  expect(lost?.json).toMatchObject({
    status: 'error',
    code: 'lease_currently_held',
    data: { owner: 'deployer@example.test', expires_at: Math.floor(shop.on.clock.now().getTime() / 1000) + 13 },
  });
  expect(JSON.stringify(lost?.json)).not.toContain(won === undefined ? '' : nonceOf(won));
});

test('nobody but the holder updates the machine', async () => {
  const nonce = nonceOf(await shop.call(`POST ${lease}?ttl=13`));
  expect((await shop.deploy(first)).status).toBe(409);
  expect((await shop.call(`POST /machines/${first}/stop`, {}, holding('other'))).status).toBe(409);
  expect((await shop.call(`POST /machines/${first}/stop`, {}, holding(nonce))).status).toBe(200);
});

test('it is prolonged with its nonce, which stays, and expires by the clock', async () => {
  const nonce = nonceOf(await shop.call(`POST ${lease}?ttl=13`));
  shop.pass(10_000);
  expect(nonceOf(await shop.call(`POST ${lease}?ttl=13`, undefined, holding(nonce)))).toBe(nonce);
  shop.pass(12_000);
  expect((await shop.call(`POST ${lease}?ttl=13`)).status).toBe(409);
  shop.pass(1000);
  expect((await shop.call(`POST ${lease}?ttl=13`, undefined, holding(nonce))).status).toBe(404);
  expect(nonceOf(await shop.call(`POST ${lease}?ttl=13`))).not.toBe(nonce);
});

test('only its nonce gives it back', async () => {
  const nonce = nonceOf(await shop.call(`POST ${lease}`));
  expect((await shop.call(`DELETE ${lease}`, undefined, holding('other'))).status).toBe(409);
  expect((await shop.call(`DELETE ${lease}`, undefined, holding(nonce))).status).toBe(200);
  expect((await shop.call(`GET ${lease}`)).status).toBe(404);
});

test('a machine is shown with who has its lease when that is asked', async () => {
  await shop.call(`POST ${lease}`, { description: 'promote', ttl: 30 });
  const { json } = await shop.call(`GET /machines/${first}?include_leases=true`);
  expect(json).toMatchObject({ lease: { owner: 'deployer@example.test', description: 'promote' } });
});

test.each([
  ['lease-held', 3600],
  ['lease-held-briefly', 5],
])('%s: somebody else has it for %d seconds', async (fault, seconds) => {
  shop.fault(fault);
  expect(await shop.call(`POST ${lease}?ttl=13`)).toMatchObject({
    status: 409,
    json: { data: { owner: 'someone-else@example.test' } },
  });
  shop.on.faults.clear();
  expect((await shop.deploy(first)).status).toBe(409);
  shop.pass(seconds * 1000);
  expect((await shop.call(`POST ${lease}?ttl=13`)).status).toBe(201);
});
