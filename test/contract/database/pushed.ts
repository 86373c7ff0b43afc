import type { Scratch, ScratchOptions } from '../../../src/core/scratch.ts';
import { withWorkdir } from '../../../src/actions/database/push/workdir.ts';
import { openSupabase } from '../../../src/services/supabase/client.ts';
import { databaseWorkspace, openScratch } from './workspace.ts';

/**
 * A database that the real CLI has pushed these migrations to, closed after the test. A test that wants the same as two
 * before it gets a copy: it is what a push leaves that is tested, and pushing takes as long as all the rest.
 * @param migrations By their names.
 */
export async function openPushedScratch(
  migrations: Readonly<Record<string, string>>,
  options: ScratchOptions = {},
): Promise<Scratch> {
  const laid = Object.entries(migrations).map(([name, text]) => ({ name, text }));
  const prepare = async ({ login }: Scratch): Promise<boolean> =>
    withWorkdir({ migrations: laid }, async (workdir) => {
      const { exec } = await databaseWorkspace();
      const { error } = await (await openSupabase(exec)).push(login, { workdir });
      if (error !== undefined) throw new Error(error.message);
      return true;
    });
  return openScratch({ ...options, prepared: { key: JSON.stringify(migrations), prepare } });
}
