import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testContext } from '../../testing/context.ts';
import { useFolder } from '../../testing/folder.ts';
import { emulateCommand } from './emulate.ts';

const folder = useFolder();
const started = z.object({ urls: z.record(z.string(), z.string()), envFile: z.string() });

describe('emulate', () => {
  it('runs until it is interrupted, and leaves nothing behind', async () => {
    const context = testContext(folder(), ['emulate', 'smtp', '--json']);
    const running = emulateCommand(context, {}, 'smtp');
    while (context.cli.out() === '') await sleep(10);
    const { urls, envFile } = started.parse(JSON.parse(context.cli.out()));
    expect((await fetch(urls['control'] ?? '')).status).toBe(200);
    expect(statSync(envFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(envFile, 'utf8')).toMatch(/^export \w+='[^']+'$/mu);
    context.cli.interrupt();
    expect(await running).toBe(0);
    expect(existsSync(envFile)).toBe(false);
    await expect(fetch(urls['control'] ?? '')).rejects.toThrow('fetch failed');
  });
  it('keeps made-up credentials out of what it prints', async () => {
    const context = testContext(folder(), ['emulate', 'smtp']);
    const running = emulateCommand(context, {}, 'smtp');
    while (context.cli.out() === '') await sleep(10);
    const values = readFileSync(join(folder(), '.prestage/emulators/smtp.env'), 'utf8').matchAll(
      /PASS\w*='(?<secret>[^']+)'/gu,
    );
    const secrets = Array.from(values, ({ groups }) => groups?.['secret'] ?? '');
    expect(secrets).not.toEqual([]);
    for (const secret of secrets) expect(context.cli.out()).not.toContain(secret);
    context.cli.interrupt();
    await running;
  });
  it('lists what there is when none is named', async () => {
    const context = testContext(folder());
    await emulateCommand(context, {});
    expect(context.cli.out()).toMatch(/smtp +A mail server/);
  });
  it('says which one was meant', async () => {
    await expect(emulateCommand(testContext(folder()), {}, 'smpt')).rejects.toMatchObject({
      exitCode: 64,
      data: { fix: 'Did you mean `prestage emulate smtp`?' },
    });
  });
  it('starts what was chosen of it', async () => {
    const context = testContext(folder(), ['emulate', 'postgres', '--json']);
    const running = emulateCommand(context, { engine: 'pglite', exposure: 'explicit' }, 'postgres');
    while (context.cli.out() === '') await sleep(10);
    const { urls } = started.parse(JSON.parse(context.cli.out()));
    expect(await (await fetch(urls['server'] ?? '')).json()).toMatchObject({ engine: 'pglite', running: true });
    context.cli.interrupt();
    await running;
  }, 60_000);
  it('refuses what cannot be chosen of it', async () => {
    await expect(emulateCommand(testContext(folder()), { engine: 'pglite' }, 'smtp')).rejects.toMatchObject({
      exitCode: 64,
      data: { what: 'smtp has no --engine' },
    });
  });
  it.each(['-1', '1.5', '70000', 'x'])('refuses the port %s', async (port) => {
    await expect(emulateCommand(testContext(folder()), { port }, 'smtp')).rejects.toMatchObject({ exitCode: 64 });
  });
});
