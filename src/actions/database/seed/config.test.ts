import { afterEach, describe, expect, it } from 'vitest';
import { createWorkspace } from '../../testing/workspace.ts';
import { Failure } from '../../../core/failure.ts';
import { seedPaths, type SeedPaths } from './config.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function pathsOf(config: string | undefined, ...files: readonly string[]): Promise<SeedPaths | string> {
  const named = Object.fromEntries(files.map((file) => [`supabase/${file}`, 'select 1;']));
  const workspace = await createWorkspace({
    ...named,
    ...(config === undefined ? {} : { 'supabase/config.toml': config }),
  });
  stops.push(async () => workspace.remove());
  return seedPaths(workspace.root).catch((error: unknown) => {
    if (error instanceof Failure) return error.data.code;
    throw error;
  });
}

const paths = (...globs: readonly string[]) => `[db.seed]\nsql_paths = ${JSON.stringify(globs)}\n`;

describe('the seeds of config.toml', () => {
  it('are supabase/seed.sql when it says nothing', async () => {
    expect(await pathsOf(undefined, 'seed.sql', 'other.sql')).toEqual({ files: ['supabase/seed.sql'], without: [] });
  });

  it('are in the order of its globs, each once, sorted within one', async () => {
    const found = await pathsOf(
      paths('./seeds/b.sql', 'seeds/*.sql', 'none/*.sql'),
      'seeds/b.sql',
      'seeds/c.sql',
      'seeds/a.sql',
      'seeds/deep/d.sql',
    );
    expect(found).toEqual({
      files: ['supabase/seeds/b.sql', 'supabase/seeds/a.sql', 'supabase/seeds/c.sql'],
      without: ['none/*.sql'],
    });
  });

  it.each([
    [paths('./seed.sql', './gone.sql'), 'database.seed-missing'],
    [paths('none/*.sql'), 'database.seed-none'],
    [paths(), 'database.seed-none'],
    [undefined, 'database.seed-none'],
    ['[db.seed]\nenabled = false\n', 'database.seed-disabled'],
    ['[db.seed\n', 'database.seed-config'],
    ['[db.seed]\nsql_paths = "x"\n', 'database.seed-config'],
  ])('%j: %s', async (config, code) => {
    expect(await pathsOf(config, ...(code === 'database.seed-none' ? [] : ['seed.sql']))).toBe(code);
  });
});
