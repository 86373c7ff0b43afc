import { tmpdir } from 'node:os';
import { z } from 'zod';
import { asJson, target } from '../../../../../src/services/supabase/argv.ts';
import { openSupabase } from '../../../../../src/services/supabase/client.ts';
import { execIn, type Judge } from './judge.ts';

const printed = z.looseObject({ results: z.array(z.looseObject({ name: z.string(), cacheKey: z.string() })) });

/** `supabase db advisors`, its security lints of every level. */
export async function advisors(): Promise<Judge> {
  const supabase = await openSupabase(execIn(tmpdir()));
  const { version } = supabase;
  return {
    version: version.text,
    look: () => async (login) => {
      const { result, error } = await supabase.call(login, (env) => ({
        program: 'supabase',
        args: ['db', 'advisors', ...target(version, login.url), '--type=security', '--level=info', ...asJson(version)],
        env,
      }));
      if (error !== undefined) throw new Error(`supabase db advisors: ${error.message}`);
      return printed.parse(JSON.parse(result.stdout)).results.map(({ name, cacheKey }) => ({ name, key: cacheKey }));
    },
  };
}
