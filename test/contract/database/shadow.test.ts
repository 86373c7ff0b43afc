import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { DatabaseLogin } from '../../../src/core/database.ts';
import type { Scratch } from '../../../src/core/scratch.ts';
import { openShadow } from '../../../src/actions/database/shadow.ts';
import { openSession } from '../../../src/services/postgres/session.ts';
import { databaseWorkspace, engines, isMissing, openScratch, stops } from './workspace.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

describe.for(engines)('$title', ({ engine }) => {
  test.skipIf(isMissing(engine))('migrations of the example go through the real CLI', async () => {
    const workspace = await databaseWorkspace({ engine });
    await cp(join(import.meta.dirname, '../../../examples/hotdash/supabase'), join(workspace.root, 'supabase'), {
      recursive: true,
    });
    const { scratch, push } = await openShadow(workspace.context());
    expect(push.error).toBeUndefined();
    expect(push.begun).toHaveLength(4);
    const session = await openSession(scratch.login);
    stops.push(async () => session.close());
    const tables = await session.query(`select tablename from pg_tables where schemaname = 'public' order by 1`);
    expect(tables.map(({ tablename }) => tablename)).toContain('idea_pool');
  });

  test.skipIf(isMissing(engine))('what was prepared twice is copied, and each copy is its own', async () => {
    let times = 0;
    const prepare = async ({ login }: Scratch): Promise<boolean> => {
      times += 1;
      await query(login, `create table public.kept (n int); insert into public.kept select generate_series(1, 500)`);
      return true;
    };
    const counts: unknown[] = [];
    for (let round = 0; round < 4; round += 1) {
      const { login } = await openScratch({ engine, prepared: { key: `kept ${engine}`, prepare } });
      counts.push(...(await query(login, 'select count(*)::int as many from public.kept')));
      await query(login, 'delete from public.kept where n > 10');
    }
    expect(counts).toEqual(Array.from({ length: 4 }, () => ({ many: 500 })));
    expect(times).toBe(2);
  });
});

describe.skipIf(isMissing('native'))('needs postgres: a copy', () => {
  const engine = 'native';
  test('what could not be prepared is not copied', async () => {
    let times = 0;
    const prepare = async (): Promise<boolean> => {
      times += 1;
      return false;
    };
    for (let round = 0; round < 3; round += 1)
      await (await openScratch({ engine, prepared: { key: `failed ${engine}`, prepare } })).close();
    expect(times).toBe(3);
  });

  test('a shadow of the same files is copied, one of others is not', async () => {
    const workspace = await databaseWorkspace({ engine });
    await workspace.put('supabase/migrations/20250101000000_one.sql', 'create table public.one (n int);');
    const pushes = new Set<unknown>();
    for (let round = 0; round < 4; round += 1) {
      const { scratch, push } = await openShadow(workspace.context());
      expect(push.begun).toEqual(['20250101000000_one.sql']);
      expect(await query(scratch.login, 'select n from public.one')).toEqual([]);
      pushes.add(push.result);
    }
    expect(pushes.size).toBe(2);
    await workspace.put('supabase/migrations/20250102000000_two.sql', 'create table public.two (n int);');
    const { scratch, push } = await openShadow(workspace.context());
    expect(push.begun).toHaveLength(2);
    expect(await query(scratch.login, 'select n from public.two')).toEqual([]);
  });
});

async function query(login: DatabaseLogin, sql: string): Promise<readonly unknown[]> {
  const session = await openSession(login);
  try {
    return await session.query(sql);
  } finally {
    await session.close();
  }
}
