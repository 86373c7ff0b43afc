import type { PGlite } from '@electric-sql/pglite';
import type { Exposure } from '../../../../core/scratch.ts';
import type { Secret } from '../../../../core/secret.ts';
import { bootstrapSql } from '../../supabase/bootstrap.ts';
import { postgresUser, supabaseAdmin, type BackendEvents, type Engine } from '../engine.ts';
import { findDumpTool, majorOf } from '../native/installation.ts';
import type { EngineOptions } from '../start-engine.ts';
import { PgliteBackend } from './backend.ts';
import { ProtocolDatabase } from './database.ts';
import { loadExtensions } from './extensions.ts';
import { Turns } from './turns.ts';

/** The database as a file, one of a kind for this process: making it takes seconds, loading it does not. */
const templates = new Map<string, Promise<Blob>>();

/**
 * Postgres in WebAssembly, in this process. It knows one session: all connections share its settings and prepared
 * statements, and each waits until the transactions of the others have ended.
 */
export async function startPglite(password: Secret, options: EngineOptions): Promise<Engine> {
  const { supabase } = options;
  const { PGlite } = await import('@electric-sql/pglite');
  const extensions = await loadExtensions();
  const loadDataDir = await templateOf(supabase, async () => PGlite.create({ extensions }));
  const startParams = [...PGlite.defaultStartParams, '-c', `search_path=${searchPathOf(supabase)}`];
  const db = await PGlite.create({ loadDataDir, extensions, startParams });
  const { rows } = await db.query<{ version: string }>(`select current_setting('server_version') as version`);
  const version = rows[0]?.version ?? 'unknown';
  const dump = await findDumpTool(majorOf(version), options);
  const turns = new Turns();
  const protocol = new ProtocolDatabase(db);
  const users = supabase === undefined ? [postgresUser] : [postgresUser, supabaseAdmin];
  return {
    name: 'pglite',
    version,
    ...(dump === undefined ? {} : { dump }),
    door: { password, users },
    connect: async (events: BackendEvents) => new PgliteBackend(protocol, turns, events),
    stop: async () => db.close(),
  };
}

/** It sets one of its own, and what is set for a role does not reach a session that becomes this role later on. */
function searchPathOf(supabase: Exposure | undefined): string {
  return supabase === undefined ? '"$user", public' : '"$user", public, extensions';
}

async function templateOf(supabase: Exposure | undefined, create: () => Promise<PGlite>): Promise<Blob> {
  const key = supabase ?? 'plain';
  const known = templates.get(key);
  if (known !== undefined) return known;
  const making = makeTemplate(supabase, create);
  templates.set(key, making);
  making.catch(() => templates.delete(key));
  return making;
}

async function makeTemplate(supabase: Exposure | undefined, create: () => Promise<PGlite>): Promise<Blob> {
  const db = await create();
  // Its superuser is called `postgres` for good, but for one who writes into the catalogue.
  const renamed = `update pg_authid set rolname = '${supabaseAdmin}' where rolname = '${postgresUser}';`;
  if (supabase !== undefined) await db.exec(`${renamed} ${bootstrapSql(supabase)}`);
  const dump = await db.dumpDataDir('none');
  await db.close();
  return dump;
}
