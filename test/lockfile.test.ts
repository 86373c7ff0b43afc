import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';

const entry = z.looseObject({
  version: z.string().optional(),
  resolved: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});
const lock = z.looseObject({ packages: z.record(z.string(), entry) });

async function readLock(): Promise<z.infer<typeof lock>['packages']> {
  return lock.parse(JSON.parse(await readFile('package-lock.json', 'utf8'))).packages;
}

test('the lock file names the packages of every platform: `npm ci` refuses one that leaves some out', async () => {
  const packages = await readLock();
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies).filter((name) => !placesOf(name, path).some((place) => place in packages)),
  );
  expect(missing, 'renew it: npm install --package-lock-only, from a registry that has them all').toEqual([]);
});

test('the lock file names no place that only one machine knows', async () => {
  const places = Object.values(await readLock()).flatMap(({ resolved }) => resolved ?? []);
  expect(places.filter((place) => !place.startsWith('https://registry.npmjs.org/'))).toEqual([]);
});

/** Where Node would look for a package that is wanted from there: beside it, and in every folder above. */
function placesOf(name: string, from: string): readonly string[] {
  const parts = from.split(/\/?node_modules\//).slice(1);
  return Array.from({ length: parts.length + 1 }, (_, kept) =>
    [...parts.slice(0, kept), name].map((part) => `node_modules/${part}`).join('/'),
  );
}
