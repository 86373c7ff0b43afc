import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { Exposure } from '../../../../core/scratch.ts';
import type { Secret } from '../../../../core/secret.ts';
import { bootstrapSql } from '../../supabase/bootstrap.ts';
import { postgresUser, supabaseAdmin, type BackendEvents, type Engine, type Image } from '../engine.ts';
import { holdFolder } from '../native/folder.ts';
import { findDumpTool, majorOf } from '../native/installation.ts';
import { nameOf, shelfOf, takeOrMake } from '../shelf.ts';
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
  const { image } = options;
  const loadDataDir =
    image === undefined
      ? await templateOf(supabase, async () => PGlite.create({ extensions }))
      : new Blob([await readFile(image.archive)]);
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
    image: async () => takeImage(db),
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
  const making = findOrMake(supabase, create);
  templates.set(key, making);
  making.catch(() => templates.delete(key));
  return making;
}

/** For the processes that come later too, where there is a folder to trust with it. */
async function findOrMake(supabase: Exposure | undefined, create: () => Promise<PGlite>): Promise<Blob> {
  const sql = supabase === undefined ? '' : bootstrapSql(supabase);
  const shelf = await shelfOf({ uid: userInfo().uid, temporary: tmpdir() });
  if (shelf === undefined) return makeTemplate(sql, create);
  const name = nameOf([await packageText(), sql], '.pglite');
  const path = await takeOrMake(shelf, name, async (part) => {
    await writeFile(part, await makeTemplate(sql, create).then(async (blob) => blob.bytes()), { mode: 0o600 });
  });
  return new Blob([await readFile(path)]);
}

/** Its version, and what it is made of. */
async function packageText(): Promise<string> {
  return readFile(new URL('../package.json', import.meta.resolve('@electric-sql/pglite')), 'utf8');
}

async function makeTemplate(sql: string, create: () => Promise<PGlite>): Promise<Blob> {
  const db = await create();
  // Its superuser is called `postgres` for good, but for one who writes into the catalogue.
  const renamed = `update pg_authid set rolname = '${supabaseAdmin}' where rolname = '${postgresUser}';`;
  if (sql !== '') await db.exec(`${renamed} ${sql}`);
  const dump = await db.dumpDataDir('none');
  await db.close();
  return dump;
}

let held: Promise<string> | undefined;

async function takeImage(db: PGlite): Promise<Image> {
  held ??= holdFolder({ prefix: [], temporary: tmpdir() }, 'images');
  const archive = join(await held, `${randomBytes(6).toString('hex')}.pglite`);
  const dump = await db.dumpDataDir('none');
  await writeFile(archive, await dump.bytes(), { mode: 0o600 });
  return { engine: 'pglite', archive, user: supabaseAdmin };
}
