import { Secret } from '../core/secret.ts';
import type { OpenScratch } from '../core/scratch.ts';

/** Opens throw-away databases: each an emulator of Postgres of its own. `env` is where the machine's Postgres is looked for. */
export function scratchOf(env: Readonly<Record<string, string | undefined>>): OpenScratch {
  return async ({ exposure = 'auto', engine } = {}) => {
    const { postgres } = await import('../emulators/postgres/emulator.ts');
    const searchPath = env['PATH'];
    const running = await postgres.start({
      supabase: exposure,
      ...(engine === undefined ? {} : { engine }),
      ...(searchPath === undefined ? {} : { searchPath }),
    });
    const { PGPASSWORD: password } = running.env;
    const url = String(running.env['DATABASE_URL']);
    if (!(password instanceof Secret)) throw new TypeError('a database without a password');
    const isNative = running.state.engine === 'native';
    return {
      engine: running.state.engine,
      version: running.state.version,
      login: { url, password },
      admin: { url: isNative ? url.replace('//postgres@', '//supabase_admin@') : url, password },
      close: running.stop,
    };
  };
}
