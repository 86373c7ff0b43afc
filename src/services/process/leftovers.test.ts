import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { literalRedactor } from '../testing/redactor.ts';
import { createExec, type ExecOptions } from './exec.ts';
import type { Leftover } from './leftovers.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'prestage-leftovers-'));
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

function shell(script: string, more: Partial<ExecOptions> = {}) {
  const env = { PATH: process.env['PATH'] ?? '' };
  const exec = createExec({ root, env, redactor: literalRedactor(), clock: systemClock, graceMs: 200, ...more });
  return exec({ program: 'sh', args: ['-c', script] });
}

async function isRunning(pidFile: string): Promise<boolean> {
  const status = await readFile(`/proc/${await readFile(join(root, pidFile), 'utf8')}/stat`, 'utf8').catch(() => '');
  return status !== '' && !/\) Z /.test(status);
}

/** Leaves its parent's session and group, and says who it is. */
const escape = (pidFile: string, more = '') =>
  `${more} setsid sh -c 'printf %s $$ > ${pidFile}; exec sleep 60' </dev/null >/dev/null 2>&1 & while ! [ -s ${pidFile} ]; do sleep 0.01; done`;

describe.runIf(existsSync('/proc/self/environ'))('what outlives its call', () => {
  it('is ended and named, even when it left the process group and the session', async () => {
    const seen: Leftover[] = [];
    const result = await shell(escape('one.pid'), { onLeftovers: (found) => seen.push(...found) });
    expect(result.exitCode).toBe(0);
    expect(seen.map(({ command }) => command)).toEqual(['sleep 60']);
    expect(await isRunning('one.pid')).toBe(false);
  });

  it('does not hold us up when it hides its mark and keeps our output open', async () => {
    const started = Date.now();
    const script = `env -i PATH="$PATH" setsid sh -c 'printf %s $$ > two.pid; exec sleep 30' & while ! [ -s two.pid ]; do sleep 0.01; done`;
    await shell(script, { onLeftovers: () => undefined });
    expect(Date.now() - started).toBeLessThan(15_000);
    process.kill(Number(await readFile(join(root, 'two.pid'), 'utf8')), 'SIGKILL');
  });

  it('goes with the call when the signal aborts, and nothing is started after that', async () => {
    const stop = new AbortController();
    const seen: Leftover[] = [];
    const options = { signal: stop.signal, onLeftovers: (found: readonly Leftover[]) => seen.push(...found) };
    const call = shell(`${escape('three.pid')}; sleep 60`, options);
    while ((await readFile(join(root, 'three.pid'), 'utf8').catch(() => '')) === '') await setTimeout(10);
    stop.abort(new Error('stopped'));
    const result = await call;
    expect(result).toMatchObject({ signal: 'SIGTERM', timedOut: false });
    expect(await isRunning('three.pid')).toBe(false);
    await expect(shell('true', options)).rejects.toThrow('stopped');
  });

  it('goes with the call when its time is over', async () => {
    const call = shell(`${escape('four.pid')}; sleep 60`, { timeoutMs: 1_500, onLeftovers: () => undefined });
    expect(await call).toMatchObject({ timedOut: true });
    expect(await isRunning('four.pid')).toBe(false);
  });
});
