import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openShadow } from '../../../src/actions/database/shadow.ts';
import { openSession } from '../../../src/services/postgres/session.ts';
import { databaseWorkspace, engines, isMissing, stops } from './workspace.ts';

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
});
