import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { isRunning, ownIdentity } from './identity.ts';

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

describe('a process', () => {
  it('is itself', () => {
    expect(ownIdentity()).toMatchObject({ pid: process.pid, started: expect.stringMatching(/./) as string });
    expect(isRunning(ownIdentity())).toBe(true);
  });

  it('has ended when it was killed, though its number is still taken', async () => {
    const code = `import(${JSON.stringify(new URL('identity.ts', import.meta.url).href)}).then((m) => {
      process.stdout.write(JSON.stringify(m.ownIdentity()));
      setInterval(() => {}, 1000);
    })`;
    child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [text] = (await once(child.stdout!, 'data')) as [Buffer];
    const identity = JSON.parse(text.toString()) as ReturnType<typeof ownIdentity>;
    expect(isRunning(identity)).toBe(true);
    child.kill('SIGKILL');
    // Not yet reaped when this is asked at once: a zombie has ended all the same.
    await expect.poll(() => isRunning(identity)).toBe(false);
  });

  it('is not a later one with the same number', () => {
    expect(isRunning({ ...ownIdentity(), started: '1' })).toBe(false);
    expect(isRunning({ ...ownIdentity(), boot: 'an earlier one' })).toBe(false);
  });

  it('cannot be seen on another machine or in another container', () => {
    expect(isRunning({ ...ownIdentity(), host: 'elsewhere' })).toBeUndefined();
    expect(isRunning({ ...ownIdentity(), table: 'pid:[1]' })).toBeUndefined();
  });
});
