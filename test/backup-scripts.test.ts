import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-scripts-'));
  cpSync('templates/scripts', join(folder, 'scripts'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

async function start(...args: readonly string[]) {
  const { promise, resolve } = Promise.withResolvers<{ code: number; stdout: string; stderr: string }>();
  const script = join(folder, 'scripts/backup/call.mjs');
  const child = execFile(process.execPath, [script, ...args], { cwd: tmpdir() }, (_error, stdout, stderr) =>
    resolve({ code: child.exitCode ?? -1, stdout, stderr }),
  );
  return await promise;
}

/** A program in Prestage's place that says what it was asked and ends as it is told. */
function install(code: number): void {
  const bin = join(folder, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'prestage'), `#!/bin/sh\necho "$*"\nexit ${code}\n`);
  chmodSync(join(bin, 'prestage'), 0o755);
}

test.each([0, 1, 2, 3, 64])('hands on what it is told, and the exit code %i', async (code) => {
  install(code);
  expect(await start('create', 'staging', '--json')).toMatchObject({
    code,
    stdout: 'backup create --apply --env staging --json\n',
  });
  expect(await start('drill', 'staging')).toMatchObject({ code, stdout: 'backup drill --env staging\n' });
});

test('asked wrongly, or without prestage, it says so', async () => {
  expect(await start('create', 'staging')).toMatchObject({ code: 3 });
  install(0);
  for (const args of [[], ['create'], ['toString', 'staging']])
    expect(await start(...args)).toMatchObject({
      code: 64,
      stdout: '',
      stderr: expect.stringContaining('npm run backup'),
    });
});
