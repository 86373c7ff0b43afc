import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import type { Exec } from '../../core/command.ts';
import { createExec } from '../process/exec.ts';
import { literalRedactor } from '../testing/redactor.ts';
import { sooner } from './argv.ts';
import { openSupabase } from './client.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prestage-cli-'));
});
afterEach(async () => rm(folder, { recursive: true }));

/** A program of this name that notes how often it was started. */
async function withCli(script: string): Promise<Exec> {
  const program = join(folder, 'supabase');
  await writeFile(program, `#!/bin/sh\necho "start $BUN_JSC_useDFGJIT" >>${folder}/starts\n${script}\n`);
  await chmod(program, 0o755);
  const env = { PATH: `${folder}:/usr/bin:/bin` };
  return createExec({ root: folder, env, redactor: literalRedactor(), clock: systemClock });
}

const starts = async () =>
  (await readFile(join(folder, 'starts'), 'utf8'))
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');

test('a CLI is asked for its version once, and starts sooner where it takes that', async () => {
  const exec = await withCli('echo 3.1.0');
  expect((await openSupabase(exec)).version).toEqual({ major: 3, text: '3.1.0', sooner });
  expect((await openSupabase(exec)).version.text).toBe('3.1.0');
  expect(await starts()).toEqual(['start 0']);
});

test('one that refuses the option is called without', async () => {
  const exec = await withCli(
    '[ -z "$BUN_JSC_useDFGJIT" ] || { echo "invalid JSC environment variable" >&2; exit 1; }\necho 3.9.0',
  );
  expect((await openSupabase(exec)).version).toEqual({ major: 3, text: '3.9.0' });
  expect(await starts()).toEqual(['start 0', 'start']);
});

test('one that says nothing is asked again by whoever comes next', async () => {
  const exec = await withCli(`[ -e ${folder}/mended ] || { echo broken >&2; exit 1; }\necho 3.1.0`);
  await expect(openSupabase(exec)).rejects.toMatchObject({ data: { code: 'supabase.version', why: 'broken' } });
  await writeFile(join(folder, 'mended'), '');
  expect((await openSupabase(exec)).version.text).toBe('3.1.0');
});
