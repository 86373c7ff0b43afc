import { Secret } from '../core/secret.ts';
import type { OpenScratch } from '../core/scratch.ts';

/** Where a Postgres is looked for, and which one is taken. */
export interface ScratchPlace {
  /** Our own environment: its PATH. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The workspace, whose packages may have one; absolute. */
  readonly root?: string;
  /** What is taken when it is not said with the wish. */
  readonly engine?: 'native' | 'pglite' | undefined;
  /** The hosted project's version. */
  readonly major?: number | undefined;
}

/** Opens throw-away databases: each an emulator of Postgres of its own. */
export function scratchOf(place: ScratchPlace): OpenScratch {
  return async ({ exposure = 'auto', engine = place.engine } = {}) => {
    const { postgres } = await import('../emulators/postgres/emulator.ts');
    const searchPath = place.env['PATH'];
    const running = await postgres.start({
      supabase: exposure,
      ...(engine === undefined ? {} : { engine }),
      ...(searchPath === undefined ? {} : { searchPath }),
      ...(place.root === undefined ? {} : { workspace: place.root }),
      ...(place.major === undefined ? {} : { major: place.major }),
    });
    const { PGPASSWORD: password } = running.env;
    const url = String(running.env['DATABASE_URL']);
    if (!(password instanceof Secret)) throw new TypeError('a database without a password');
    const { engine: taken, version, dump } = running.state;
    return {
      engine: taken,
      version,
      ...(dump === undefined ? {} : { dump }),
      login: { url, password },
      admin: { url: url.replace('//postgres@', '//supabase_admin@'), password },
      close: running.stop,
    };
  };
}
