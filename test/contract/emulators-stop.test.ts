import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { emulators } from '../../src/emulators/registry.ts';

const stops: (() => unknown)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

test.each(['sample', ...emulators.names])(
  '%s leaves nothing that keeps the process alive, and nothing on stderr',
  async (name) => {
    const program = new URL('programs/start-use-stop.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [program, name], { stdio: ['ignore', 'inherit', 'pipe'] });
    stops.push(() => child.kill());
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, 'exit')) as [number | null];
    expect([code, stderr]).toEqual([0, '']);
  },
);
