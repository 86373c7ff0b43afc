import { afterEach, beforeEach, expect, test } from 'vitest';
import { first, openShop, second, type Shop } from './shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => shop.on.stop());

/** Which releases answer when one asks four times. */
async function heard(): Promise<readonly string[]> {
  const answers: string[] = [];
  for (let count = 0; count < 4; count += 1) {
    const answer = await fetch(`${shop.on.urls['fly']}/_app/shop/health`);
    answers.push(answer.ok ? ((await answer.json()) as { release: string }).release : String(answer.status));
  }
  return answers;
}

test('half-way through a deploy both releases answer by turns, and in the end the new one alone', async () => {
  await shop.deploy(first);
  expect(await heard()).toEqual(['v1', 'v1', 'v1', 'v1']);
  shop.pass(1200);
  expect((await heard()).toSorted()).toEqual(['v1', 'v1', 'v2', 'v2']);
  await shop.deploy(second);
  shop.pass(1200);
  expect(await heard()).toEqual(['v2', 'v2', 'v2', 'v2']);
});

test('who fails its checks or is cordoned gets no traffic: the old release goes on answering', async () => {
  shop.fault('check-never-passes');
  await shop.deploy(first);
  shop.pass(60_000);
  expect(new Set(await heard())).toEqual(new Set(['v1']));
  await shop.call(`POST /machines/${second}/cordon`);
  expect(new Set(await heard())).toEqual(new Set(['503']));
});

test('it says which digest and machine answered', async () => {
  await shop.call(`POST /machines/${first}/cordon`);
  const { json } = await shop.ask('GET /_app/shop/');
  const { image_ref } = await shop.machine(second);
  expect(json).toMatchObject({ app: 'shop', release_version: 1, machine: second, digest: image_ref.digest });
});

test('where all machines rest, the proxy starts one and keeps the request until its checks pass', async () => {
  for (const id of [first, second]) await shop.call(`POST /machines/${id}/stop`, {});
  shop.pass(500);
  shop.on.clock.change({ rate: 100 });
  const { json } = await shop.ask('GET /_app/shop/');
  expect(json).toMatchObject({ status: 'ok', release: 'v1' });
  const states = [(await shop.machine(first)).state, (await shop.machine(second)).state];
  expect(states.toSorted()).toEqual(['started', 'stopped']);
});
