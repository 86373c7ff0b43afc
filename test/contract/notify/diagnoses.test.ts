import { describe, expect, test } from 'vitest';
import { emulators } from '../../../src/emulators/registry.ts';
import { channels, credential, sendOver } from './faults/channels.ts';

/** Every row of docs/channel-diagnoses.md. */
describe.each(channels)('a channel of kind $kind', (channel) => {
  const { faults, emulator } = channel;

  test('without a fault its message is taken', async () => {
    expect((await sendOver(channel)).delivery).toMatchObject({ verdict: 'accepted', ids: [expect.any(String)] });
  });

  const harmless = Object.entries(faults).flatMap(([name, each]) => ('why' in each ? [name] : []));
  test.concurrent.each(harmless)('%s: it is taken all the same', async (name) => {
    const { verdict, ids } = (await sendOver(channel, name)).delivery;
    expect([verdict, ids.length]).toEqual(['accepted', 1]);
  });

  const told = Object.entries(faults).flatMap(([name, each]) => ('code' in each ? [[name, each] as const] : []));
  test.concurrent.each(told)('%s', async (name, expected) => {
    const { delivery, running } = await sendOver(channel, name, expected.timeoutMs);
    const { verdict, failure, mayBeTaken = false, ids } = delivery;
    expect([verdict, failure?.code, mayBeTaken, ids]).toEqual(['failed', expected.code, expected.mayBeTaken, []]);
    expect(failure?.fix).toMatch(/\.$/u);
    expect(JSON.stringify(delivery)).not.toContain(credential.reveal());
    expect(running.faults.list().map(({ struck }) => struck > 0)).toEqual([true]);
  });

  test('each fault that its emulator can have is there', async () => {
    const names = (await emulators.load(emulator))?.catalogue.map(({ name }) => name);
    expect(Object.keys(faults).toSorted()).toEqual(names?.toSorted());
  });
});
