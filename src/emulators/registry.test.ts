import { expect, test } from 'vitest';
import { emulators } from './registry.ts';

test.each(emulators.names)('%s is what it is called, and its faults have names of their own', async (name) => {
  const emulator = await emulators.load(name);
  expect(emulator?.name).toBe(name);
  const names = emulator?.catalogue.map((fault) => fault.name) ?? [];
  expect(names.length).toBeGreaterThan(0);
  expect(new Set(names).size).toBe(names.length);
});

test.each(['nothing', 'toString', '__proto__'])('there is no emulator called %s', async (name) => {
  expect(await emulators.load(name)).toBeUndefined();
});

test.each(emulators.names)('%s runs, says where, and stops', async (name) => {
  const emulator = await emulators.load(name);
  const running = await emulator?.start();
  expect(running?.urls.control).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/_prestage\/$/);
  expect((await fetch(running?.urls.control ?? '')).status).toBe(200);
  await running?.stop();
  await expect(fetch(running?.urls.control ?? '')).rejects.toThrow('fetch failed');
});
