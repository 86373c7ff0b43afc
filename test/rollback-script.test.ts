import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRunner, type Runner } from './workflows/runner.ts';

let runner: Runner;
beforeEach(() => {
  runner = createRunner();
});
afterEach(() => runner.remove());

const start = async (...args: readonly string[]) =>
  runner.run('bash', [join(runner.folder, 'scripts/ops/rollback-production.sh'), ...args]);

test.each([0, 1, 2, 3, 5])('it shows the way back, and hands on the exit code %i', async (code) => {
  runner.install(code);
  const ended = await start('--to', '41');
  expect(ended).toMatchObject({ code, stderr: '' });
  expect(ended.stdout).toMatch(/: deploy rollback --env production --to 41\n$/u);
});

test('told to apply, it runs the direction that is approved and leaves evidence', async () => {
  runner.install(5);
  const ended = await start('--apply', '--json');
  expect(ended.code).toBe(5);
  expect(ended.stdout).toMatch(/: run docs\/directions\/rollback\.md --json\n$/u);
});

test('without Prestage something is missing', async () => {
  expect(await start()).toMatchObject({ code: 3, stderr: expect.stringContaining('npm ci') });
});

test('the example has the template’s', () => {
  const path = 'scripts/ops/rollback-production.sh';
  expect(readFileSync(`examples/hotdash/${path}`, 'utf8')).toBe(readFileSync(`templates/${path}`, 'utf8'));
});
