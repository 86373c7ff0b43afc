import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { sample } from '../../../src/emulators/kit/testing/sample.ts';
import { emulators } from '../../../src/emulators/registry.ts';

/**
 * Starts an emulator, leaves connections open and calls waiting on it, stops it, and does nothing more: the process
 * ends by itself, unless a handle is left.
 */
const name = process.argv[2] ?? '';
const emulator = name === sample.name ? sample : await emulators.load(name);
const running = await emulator?.start({ faults: [{ when: {}, trouble: { kind: 'delay', ms: 600_000 } }] });
if (running === undefined) throw new Error('there is no such emulator');
for (const url of Object.values(running.urls)) {
  const { protocol, hostname, port } = new URL(url);
  if (protocol === 'http:') fetch(url).catch(() => undefined);
  const idle = connect(Number(port), hostname);
  await once(idle, 'connect');
  idle.on('error', () => undefined).on('end', () => idle.destroy());
}
while (running.log.calls.length === 0) await setTimeout(10);
await running.stop();
