import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { systemClock } from '../../core/clock.ts';
import { Secret } from '../../core/secret.ts';
import { defineEmulator, type RunningEmulator, type StartOptions } from '../kit/emulator.ts';
import { besideControl } from '../kit/http/beside-control.ts';
import { controlPath } from '../kit/http/control.ts';
import { forThisMachine } from '../kit/http/guard.ts';
import { listenHttp } from '../kit/http/listen-http.ts';
import { createInstruments, type Instruments } from '../kit/instruments.ts';
import { authority, type Address } from '../kit/loopback.ts';
import { selfSigned, type Certificate } from '../kit/tls/certificate.ts';
import { postgresAsChosen } from './choices.ts';
import { LoopbackDoor } from './door.ts';
import { postgresDatabase, postgresUser, type Engine } from './engine/engine.ts';
import { startEngine, type EngineOptions } from './engine/start-engine.ts';
import { postgresFaults } from './faults.ts';
import { serverRoutes } from './server-routes.ts';
import { ServerState } from './server-state.ts';
import { Client } from './session/client.ts';
import { Session } from './session/session.ts';

export interface PostgresOptions extends StartOptions, EngineOptions {
  /** TLS with a certificate made for this start, for clients that ask for it: off when absent. */
  readonly tls?: 'offered' | 'off';
  /** Of its user `postgres`; one that is made up when absent. */
  readonly password?: Secret;
}

export const postgres = defineEmulator({
  name: 'postgres',
  summary:
    'A real Postgres, made like a project of Supabase, with a password of its own; PGlite where none is installed',
  catalogue: postgresFaults,
  asChosen: (chosen): PostgresOptions => postgresAsChosen(chosen),
  start,
});

async function start(options: PostgresOptions = {}): Promise<RunningEmulator<ServerState>> {
  const { host = '127.0.0.1' } = options;
  const instruments = createInstruments(options);
  const { clock, log, faults, stopping } = instruments;
  const password = options.password ?? new Secret('PGPASSWORD', randomBytes(18).toString('base64url'));
  const certificate = options.tls === 'offered' ? selfSigned(host, systemClock.now()) : undefined;
  const engine = await startEngine(options, password);
  const door = new LoopbackDoor({ host, port: options.port ?? 0 }, answering(engine, instruments, certificate));
  const control = await listen(engine, door, { host, port: options.controlPort ?? 0 });
  const state = new ServerState(engine, door);
  const urls = {
    postgres: urlOf(door.address),
    server: `${control.url}/server`,
    control: `${control.url}${controlPath}/`,
  };
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.all([door.close(), control.stop()]);
    await (stopped ??= engine.stop());
  };
  const running = { urls, env: envOf(door.address, password, certificate), state, log, faults, clock, stop };
  const routes = forThisMachine(serverRoutes(state).fetch);
  control.serve(besideControl({ name: postgres.name, catalogue: postgres.catalogue, ...running }, routes));
  return running;
}

/** Both ports or nothing. */
async function listen(engine: Engine, door: LoopbackDoor, controlAddress: Address) {
  try {
    await door.open();
    return await listenHttp(controlAddress);
  } catch (error) {
    await door.close().catch(() => undefined);
    await engine.stop();
    throw error;
  }
}

function answering(engine: Engine, instruments: Instruments, certificate: Certificate | undefined) {
  return (socket: Socket): void => {
    const client = new Client(socket, certificate);
    new Session(client, engine, instruments).run().catch(() => client.cut());
  };
}

/** Without the password. */
function urlOf(address: Address): string {
  return `postgres://${postgresUser}@${authority(address)}/${postgresDatabase}`;
}

/** As libpq and everything that is built on it reads it; DATABASE_URL is for those that take a URL. */
function envOf(address: Address, password: Secret, certificate: Certificate | undefined) {
  return {
    DATABASE_URL: urlOf(address),
    PGHOST: address.host,
    PGPORT: String(address.port),
    PGUSER: postgresUser,
    PGDATABASE: postgresDatabase,
    PGPASSWORD: password,
    ...(certificate === undefined ? {} : { PGSSLROOTCERT_PEM: certificate.cert }),
  };
}
