import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keyOfPush } from './shadow-key.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'prestage-key-'));
  await put('supabase/migrations/1_a.sql', 'create table a ();');
});
afterEach(async () => rm(root, { recursive: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

const key = async (further = ['3.1.0'], includeSeed = false) => keyOfPush({ root, includeSeed, further });

test('files that a push reads, the CLI and the seeds’ part in it make another key', async () => {
  const keys = [await key(), await key(['3.1.1']), await key(['3.1.0'], true)];
  for (const [path, text] of [
    ['supabase/migrations/1_a.sql', 'create table b ();'],
    ['supabase/migrations/2_b.sql', ''],
    ['supabase/seeds/a.sql', 'select 1;'],
    ['supabase/config.toml', 'project_id = "a"\n[db.seed]\nsql_paths = ["./seeds/*.sql"]'],
    ['supabase/roles.sql', 'select 1;'],
  ] as const) {
    await put(path, text);
    keys.push(await key());
  }
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).not.toContain(undefined);
});

test('what a push does not read makes none', async () => {
  const before = await key();
  await put('supabase/functions/hello/index.ts', 'x');
  await put('supabase/.temp/cli-latest', 'v9');
  await put('README.md', 'x');
  expect(await key()).toBe(before);
});

test.each(['../db/*.sql', './../db/seed.sql', '/srv/seed.sql'])(
  'there is none where seeds lie elsewhere: %s',
  async (path) => {
    await put('supabase/config.toml', `[db.seed]\nsql_paths = ["${path}"]\n`);
    expect(await key()).toBeUndefined();
  },
);
