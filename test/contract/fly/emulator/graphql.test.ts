import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => shop.on.stop());

const query = async (text: string, variables: object = {}) =>
  (await shop.ask('POST /graphql', { query: text, variables })).json;

test('aliases, variables and what is left out are the executor’s: it answers any question of the schema', async () => {
  const text =
    'query ($n: String!) { one: app(name: $n) { name releases: releasesUnprocessed(first: 1) { nodes { version status } } } two: app(name: "shop-staging") { name } }';
  expect(await query(text, { n: 'shop' })).toEqual({
    data: {
      one: { name: 'shop', releases: { nodes: [{ version: 1, status: 'complete' }] } },
      two: { name: 'shop-staging' },
    },
  });
});

test('a question that the schema does not know is told so', async () => {
  expect(await query('{ app(name: "shop") { nothing } }')).toMatchObject({
    errors: [{ message: expect.stringContaining('Cannot query field "nothing"') }],
  });
});

test('an app that is not there is an error with a code, and status 200', async () => {
  expect(await query('{ app(name: "shoppe") { name } }')).toMatchObject({
    data: { app: null },
    errors: [{ message: 'Could not find App', extensions: { code: 'NOT_FOUND' } }],
  });
});

test('an image has a digest, and is null when it is gone', async () => {
  const text = '{ app(name: "shop") { image(ref: "registry.fly.io/shop-staging:v2") { ref compressedSizeFull } } }';
  expect(await query(text)).toMatchObject({
    data: {
      app: { image: { ref: expect.stringMatching(/:v2@sha256:[0-9a-f]{64}$/u), compressedSizeFull: '41943040' } },
    },
  });
  shop.fault('image-gone');
  expect(await query(text)).toMatchObject({ data: { app: { image: null } } });
});

test('a release carries the config that it was made of', async () => {
  const definition = { app: 'shop', env: { LEVEL: '2' } };
  const made = await shop.ask('POST /api/v1/releases', {
    app_name: 'shop',
    image: 'registry.fly.io/shop-staging:v2',
    strategy: 'IMMEDIATE',
    definition,
  });
  expect(made).toMatchObject({ status: 201, json: { release: { version: 2, status: 'pending' } } });
  expect(await query('{ app(name: "shop") { currentReleaseUnprocessed { version configDefinition } } }')).toMatchObject(
    {
      data: { app: { currentReleaseUnprocessed: { version: 2, configDefinition: definition } } },
    },
  );
});

test('release-stuck: it can be set running and never again anything else', async () => {
  const { json } = await shop.ask('POST /api/v1/releases', { app_name: 'shop', image: 'registry.fly.io/shop:v1' });
  const { id } = (json as { release: { id: string } }).release;
  shop.fault('release-stuck');
  expect((await shop.ask(`PATCH /api/v1/releases/${id}`, { status: 'running' })).status).toBe(200);
  expect((await shop.ask(`PATCH /api/v1/releases/${id}`, { status: 'complete' })).status).toBe(504);
  expect((await shop.ask('GET /api/v1/apps/shop/releases/current')).json).toMatchObject({ status: 'running' });
});
