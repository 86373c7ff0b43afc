import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Failure } from '../../../../core/failure.ts';
import type { Secret } from '../../../../core/secret.ts';
import { postgresUser, type Backend, type BackendEvents, type Engine } from '../engine.ts';
import type { EngineOptions } from '../start-engine.ts';
import { createFolder } from './folder.ts';
import { takeImage, unpack } from './image.ts';
import { findDumpTool, findInstallation } from './installation.ts';
import { Outbox } from './outbox.ts';
import { startHeld } from './start-program.ts';
import { asSuperuser, port, type Superuser } from './superuser.ts';
import { templateOf } from './template.ts';

/** It is thrown away when it stops, so that nothing has to survive a power cut. */
const settings = {
  listen_addresses: '',
  port: String(port),
  unix_socket_permissions: '0700',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '16MB',
  max_connections: '60',
  timezone: 'UTC',
};

/**
 * The machine's own Postgres, on a Unix socket that only this process reaches. Undefined where there is none, or none
 * that may be run; throws the Failure `emulator.postgres` when there is one and it does not start.
 */
export async function startNative(password: Secret, wanted: EngineOptions): Promise<Engine | undefined> {
  const installation = await findInstallation(wanted);
  if (installation === undefined) return undefined;
  const { runner } = installation;
  const template = wanted.image ?? (await templateOf(installation, wanted.supabase).catch(refuse));
  const folder = await createFolder(runner, 'postgres');
  const unpacked = await unpack(runner, template, folder).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    return refuse(error);
  });
  const options = Object.entries({ ...settings, unix_socket_directories: folder });
  const words = options.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = startHeld(runner, folder, [installation.postgres, '-D', join(folder, 'data'), ...words]);
  try {
    await ready(server);
    const superuser = { socket: folder, user: template.user, password: unpacked };
    const version = await takePossession(superuser, password);
    const dump = await findDumpTool(installation.major, wanted, installation);
    return {
      name: 'native',
      version,
      ...(dump === undefined ? {} : { dump }),
      connect: async (events) => dial(folder, events),
      image: async () => takeImage(runner, folder, { ...superuser, password: password.reveal() }),
      stop: async () => end(server),
    };
  } catch (error) {
    await end(server);
    return refuse(error);
  }
}

/** It says so itself. Rejects with all it said when it gives up instead. */
async function ready({ stderr }: ChildProcess): Promise<void> {
  if (stderr === null) return;
  let said = '';
  await new Promise<void>((resolve, reject) => {
    stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-4000);
      if (said.includes('ready to accept connections')) resolve();
    });
    stderr.once('close', () => reject(new Error(said.trim())));
  });
}

/** The copy has the template's password: it gets one of its own. Gives the server's version. */
async function takePossession(superuser: Superuser, password: Secret): Promise<string> {
  const { escapeLiteral } = (await import('pg')).default;
  return asSuperuser(superuser, async (client) => {
    for (const each of new Set([superuser.user, postgresUser]))
      await client.query(`alter role ${each} login password ${escapeLiteral(password.reveal())}`);
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`);
    return rows[0]?.version ?? 'unknown';
  });
}

async function dial(folder: string, { data, closed }: BackendEvents): Promise<Backend> {
  const socket = connect(join(folder, `.s.PGSQL.${port}`));
  socket
    .on('data', data)
    .on('error', () => undefined)
    .once('close', closed);
  await once(socket, 'connect');
  const outbox = new Outbox((bytes) => void socket.write(bytes));
  return { send: (message) => outbox.put(message), end: () => socket.destroy() };
}

/** Closing its input is the sign to quit; it is gone, and its folder too, when the process has ended. */
async function end(server: ChildProcess): Promise<void> {
  const ended = server.exitCode === null && server.signalCode === null ? once(server, 'exit') : undefined;
  server.stdin?.end();
  await ended;
}

function refuse(error: unknown): never {
  throw new Failure({
    code: 'emulator.postgres',
    what: 'The Postgres of this machine does not start',
    why: error instanceof Error ? error.message : String(error),
    fix: 'Mend what it says; or let the emulator take PGlite, by the option `engine: "pglite"`.',
  });
}
