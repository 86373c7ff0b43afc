import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { callFlyctl, hasFlyctl } from './flyctl/flyctl.ts';
import { replay } from './flyctl/replay.ts';
import { scenarios } from './flyctl/scenarios.ts';
import { readTranscript } from './flyctl/transcript.ts';
import { outcomeOf, startFly, token, type Running } from './flyctl/world.ts';

const running: Running[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(async (on) => on.stop()));
});

async function start(): Promise<Running> {
  const on = await startFly();
  running.push(on);
  return on;
}

describe.each(scenarios)('$name', ({ name, calls, ends }) => {
  test('what flyctl asked is answered as it was, and the app comes to the same', async () => {
    const on = await start();
    const { exchanges } = await readTranscript(name);
    const recorded = exchanges.map(({ method, path, status }) => `${method} ${path} ${status}`);
    expect(await replay(on, exchanges)).toEqual(recorded);
    expect(await outcomeOf(on)).toEqual(ends);
  });

  test('the transcript holds no credential and no path of a machine', async () => {
    const text = await readFile(`${import.meta.dirname}/flyctl/transcripts/${name}.json`, 'utf8');
    expect(text).not.toContain(token);
    expect(text).not.toMatch(/authorization|user-agent|\/tmp\/|\/root|\/home\//iu);
  });

  test.skipIf(!hasFlyctl)(
    'needs flyctl: it does it, and the app comes to the same',
    async () => {
      const on = await start();
      const said = await callFlyctl(on.urls['fly'] ?? '', calls);
      expect(said.map(({ exitCode, stderr }) => (exitCode === 0 ? '' : stderr))).toEqual(calls.map(() => ''));
      expect(await outcomeOf(on)).toEqual(ends);
    },
    120_000,
  );
});
