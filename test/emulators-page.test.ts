import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { givenSchema as alertmanager } from '../src/emulators/alertmanager/given.ts';
import { givenSchema as chatwoot } from '../src/emulators/chatwoot/given.ts';
import { chatwootFaults } from '../src/emulators/chatwoot/faults.ts';
import type { Trouble } from '../src/emulators/kit/fault/fault.ts';
import { readFault } from '../src/emulators/kit/fault/read-fault.ts';
import { controlRoutes } from '../src/emulators/kit/http/control.ts';
import { givenSchema as fly } from '../src/emulators/fly/given.ts';
import { givenSchema as github } from '../src/emulators/github/given.ts';
import { givenSchema as publer } from '../src/emulators/publer/given.ts';
import { givenSchema as webhook } from '../src/emulators/webhook/given.ts';
import { site } from '../src/emulators/site/emulator.ts';

const page = await readFile('docs/emulators.md', 'utf8');
const rowsOf = (heading: string): readonly string[] => {
  const [, after = ''] = page.split(`\n${heading}\n`);
  return [...(after.split(/\n#/)[0] ?? '').matchAll(/^\| `([^`]+)`/gm)].map(([, first = '']) => first);
};

test('it lists every call of the control plane, and no other', async () => {
  const running = await site.start();
  const routes = controlRoutes({ name: 'site', catalogue: [], ...running }).routes;
  await running.stop();
  const calls = routes.map(({ method, path }) => `${method} ${path === '/_prestage' ? '/_prestage/' : path}`);
  expect(rowsOf('## The control plane')).toEqual(calls.filter((call) => !call.startsWith('ALL')));
});

test.each([
  ['chatwoot', chatwoot],
  ['publer', publer],
  ['github', github],
  ['fly', fly],
  ['alertmanager', alertmanager],
  ['webhook', webhook],
])('it lists what %s can be told, and nothing else', (name, { shape }) => {
  expect(rowsOf(`### ${name}`).filter((key) => key !== 'given')).toEqual(Object.keys(shape));
});

/** The compiler asks for every kind. */
const kinds: Readonly<Record<Trouble['kind'], true>> = {
  status: true,
  delay: true,
  drop: true,
  truncate: true,
  malformed: true,
  trickle: true,
  swell: true,
  condition: true,
};

test('it lists every kind of trouble, as it can be sent', () => {
  const shown = rowsOf('## Faults').filter((cell) => cell.startsWith('{'));
  const possible = { catalogue: chatwootFaults, overHttp: true };
  const read = shown.map(
    (cell) => readFault({ when: {}, trouble: JSON.parse(cell) as unknown }, possible).trouble.kind,
  );
  expect(read).toEqual(Object.keys(kinds));
});
