import { Readable } from 'node:stream';
import { writeFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActionContext } from '../../core/action.ts';
import type { DatabaseLogin } from '../../core/database.ts';
import type { Secret } from '../../core/secret.ts';
import { ageKeyOf, type AgeKey } from '../../services/age/key.ts';
import type { FoundTool } from '../../services/pgdump/find.ts';
import { takeDump } from '../../services/pgdump/client.ts';
import { openSession, type Session } from '../../services/postgres/session.ts';
import { withNewFolder } from './archive/folder.ts';
import { manifestFile, type Manifest, type Part } from './archive/manifest.ts';
import { writePart } from './archive/parts.ts';
import { signedManifest } from './archive/sign.ts';
import { readBeside } from './beside.ts';
import { lookWithin, type Looked } from './fingerprint/read.ts';
import { readSequences } from './fingerprint/sequences.ts';
import { schemasLeftOut } from './fingerprint/tables.ts';

export interface TakeWish {
  readonly environment: string;
  readonly login: DatabaseLogin;
  readonly tool: FoundTool;
  readonly key: Secret;
  /** Relative to the workspace. */
  readonly folder: string;
  readonly id: string;
}

/** A reading session whose snapshot others may see too, for as long as it is open. */
interface Held {
  readonly session: Session;
  readonly snapshot: string;
  readonly at: string;
  readonly server: string;
  readonly major: number;
}

/** Six hours, as a dump has: each statement of a fingerprint reads a whole table. */
const timeoutMs = 6 * 60 * 60 * 1000;

/** Dump and fingerprint see one snapshot, at the same time. Nothing has the backup's name before all of it is on the disk. */
export async function takeBackup(context: ActionContext, wish: TakeWish): Promise<void> {
  const key = await ageKeyOf(wish.key);
  await withNewFolder(context.root, wish.folder, wish.id, async (folder) => {
    const session = await openSession(wish.login, { timeoutMs });
    try {
      const held = await hold(session);
      const parts = await writeParts(context, wish, held, { folder, key });
      const { at: snapshotAt, server, major } = held;
      const { id, environment } = wish;
      const tool = wish.tool.version;
      const endedAt = await now(session);
      const about = { format: 'prestage-backup/1', id, environment, snapshotAt, endedAt, server, major, tool } as const;
      await writeSynced(
        join(folder, manifestFile),
        signedManifest({ ...about, parts: [...parts] } satisfies Manifest, wish.key),
      );
    } finally {
      await session.close();
    }
  });
}

interface Place {
  readonly folder: string;
  readonly key: AgeKey;
}

async function writeParts(
  { exec, say }: ActionContext,
  { login, tool }: TakeWish,
  { session, snapshot }: Held,
  { folder, key }: Place,
): Promise<readonly Part[]> {
  const put = async (name: Part['name'], bytes: AsyncIterable<Uint8Array>): Promise<Part> =>
    writePart(folder, name, bytes, key);
  const dump = async (
    name: Part['name'],
    wish: { rowsOf: readonly string[] } | { withoutSchemas: readonly string[] },
  ) => {
    let part: Part | undefined;
    await takeDump(exec, login, { program: tool.program, snapshot, ...wish }, async (bytes) => {
      part = await put(name, bytes);
    });
    if (part === undefined) throw new TypeError('a dump that nobody took');
    return part;
  };
  const withoutSchemas = await schemasLeftOut(session);
  say('dumping and fingerprinting under one snapshot');
  const [database, looked] = await both(dump('database.dump', { withoutSchemas }), lookWithin(session));
  const services = await dump('services.dump', { rowsOf: managedRows(looked) });
  const beside = await put('beside.json', textOf(JSON.stringify(await readBeside(session, looked.things))));
  const fingerprint = await put('fingerprint.json', textOf(JSON.stringify(await closed(session, looked))));
  return [database, services, beside, fingerprint];
}

/** Of tables that a new project has; those without rows may have other columns there. */
function managedRows({ tables, fingerprint }: Looked): readonly string[] {
  return tables
    .filter(({ name, managed }) => managed && (fingerprint.tables[name]?.rows ?? '0') !== '0')
    .map(({ name }) => name);
}

/** Sequences go on while a backup is taken. */
async function closed(session: Session, { fingerprint }: Looked) {
  const after = await readSequences(session);
  const sequences = Object.entries(fingerprint.sequences).map(([name, { from }]) => [
    name,
    { from, to: after.get(name) ?? from },
  ]);
  return { ...fingerprint, sequences: Object.fromEntries(sequences) };
}

/** Neither goes on when both are over, also when one failed: they write to a folder that is taken away then. */
async function both<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  // The first may have failed by the other's failing: its snapshot was gone then.
  const looked = await other;
  return [await one, looked];
}

async function hold(session: Session): Promise<Held> {
  await session.query('begin transaction isolation level repeatable read read only');
  await session.query(
    `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local lock_timeout = '30s'`,
  );
  const [found] = await session.query(`select pg_export_snapshot() as snapshot, ${utc('now()')} as at,
    current_setting('server_version') as server, current_setting('server_version_num')::int / 10000 as major`);
  return {
    session,
    snapshot: String(found?.['snapshot']),
    at: String(found?.['at']),
    server: String(found?.['server']),
    major: Number(found?.['major']),
  };
}

async function now(session: Session): Promise<string> {
  const [found] = await session.query(`select ${utc('clock_timestamp()')} as at`);
  return String(found?.['at']);
}

function utc(moment: string): string {
  return `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function textOf(text: string): AsyncIterable<Uint8Array> {
  return Readable.from([Buffer.from(text)]);
}

async function writeSynced(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: 'wx', mode: 0o600 });
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
