import type { PGlite } from '@electric-sql/pglite';
import type { Secret } from '../../../../core/secret.ts';
import { bootstrapSql } from '../../supabase/bootstrap.ts';
import { supabaseAdmin, type BackendEvents, type Engine } from '../engine.ts';
import type { EngineOptions } from '../start-engine.ts';
import { PgliteBackend } from './backend.ts';
import { ProtocolDatabase } from './database.ts';
import { Turns } from './turns.ts';

/** The empty database as a file, made once for this process: making it takes seconds, loading it does not. */
let template: Promise<Blob> | undefined;

/**
 * Postgres in WebAssembly, in this process. It knows one session: all connections share its settings and prepared
 * statements, and each waits until the transactions of the others have ended.
 */
export async function startPglite(password: Secret, { supabase }: EngineOptions): Promise<Engine> {
  const { PGlite } = await import('@electric-sql/pglite');
  const extensions = await extensionsOfSupabase();
  template ??= makeTemplate(async () => PGlite.create({ extensions }));
  template.catch(() => (template = undefined));
  const db = await PGlite.create({ loadDataDir: await template, extensions });
  if (supabase !== undefined) await db.exec(`create role ${supabaseAdmin} superuser login; ${bootstrapSql(supabase)}`);
  const { rows } = await db.query<{ version: string }>(`select current_setting('server_version') as version`);
  const turns = new Turns();
  const protocol = new ProtocolDatabase(db);
  return {
    name: 'pglite',
    version: rows[0]?.version ?? 'unknown',
    password,
    connect: async (events: BackendEvents) => new PgliteBackend(protocol, turns, events),
    stop: async () => db.close(),
  };
}

async function makeTemplate(create: () => Promise<PGlite>): Promise<Blob> {
  const db = await create();
  const dump = await db.dumpDataDir('none');
  await db.close();
  return dump;
}

async function extensionsOfSupabase() {
  const { uuid_ossp } = await import('@electric-sql/pglite/contrib/uuid_ossp');
  const { pgcrypto } = await import('@electric-sql/pglite/contrib/pgcrypto');
  return { uuid_ossp, pgcrypto };
}
