import { databaseSettings } from '../actions/database/settings.ts';
import { databaseOf } from '../config/database.ts';
import type { Exposure, Scratch } from '../core/scratch.ts';
import type { StandIn } from '../core/stand-in.ts';
import type { Vault } from '../core/vault.ts';
import type { EnvironmentConfig, Workspace } from '../core/workspace.ts';
import type { DatabaseOf } from '../run/lock/request.ts';
import { startScratch, type ScratchPlace } from './scratch.ts';

/** The databases of a rehearsal's environments: each is an emulator. */
export interface RehearsalDatabases {
  readonly database: DatabaseOf;
  readonly standIns: readonly StandIn[];
  stop(): Promise<void>;
}

interface Started {
  readonly environment: string;
  readonly scratch: Scratch;
}

/**
 * Starts a Postgres for each environment of the copied config that names one, with the password that the rehearsal's vault
 * made up, and points the config in memory at it. All of them, or none and the Failure of the first.
 */
export async function startDatabases(
  workspace: Workspace,
  vault: Vault | undefined,
  place: ScratchPlace,
  say: (line: string) => void,
): Promise<RehearsalDatabases> {
  const wanted = vault === undefined ? [] : environmentsWithDatabase(workspace);
  if (wanted.length > 0) say(`Starting a Postgres for ${wanted.join(' and ')} …`);
  const login = databaseOf(workspace, vault);
  const { exposure } = databaseSettings.parse(workspace.settings('database') ?? {});
  const starting = wanted.map(async (environment) => startOne(environment, login, exposure, place));
  const settled = await Promise.allSettled(starting);
  const started = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const stop = async (): Promise<void> => void (await Promise.all(started.map(async ({ scratch }) => scratch.close())));
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  const standIns = started.map(standInOf);
  for (const each of standIns) say(`${each.environment}: Postgres ${each.version}, ${each.engine}`);
  return { database: databaseOf(pointedAt(workspace, started), vault), standIns, stop };
}

function environmentsWithDatabase({ config }: Workspace): readonly string[] {
  return Object.entries(config.environments).flatMap(([name, { database }]) => (database === undefined ? [] : [name]));
}

async function startOne(
  environment: string,
  login: DatabaseOf,
  exposure: Exposure,
  place: ScratchPlace,
): Promise<Started> {
  const madeUp = await login(environment);
  return { environment, scratch: await startScratch(place, { exposure }, madeUp?.password) };
}

function standInOf({ environment, scratch: { engine, version, dump } }: Started): StandIn {
  return {
    environment,
    service: 'postgres',
    engine,
    version,
    ...(dump === undefined ? {} : { dump: dump.version }),
  };
}

function pointedAt(workspace: Workspace, started: readonly Started[]): Workspace {
  const environments = Object.entries(workspace.config.environments).map(([name, config]) => {
    const url = started.find(({ environment }) => environment === name)?.scratch.login.url;
    return [name, url === undefined ? config : withUrl(config, url)] as const;
  });
  return { ...workspace, config: { ...workspace.config, environments: Object.fromEntries(environments) } };
}

function withUrl(config: EnvironmentConfig, url: string): EnvironmentConfig {
  return config.database === undefined ? config : { ...config, database: { ...config.database, url } };
}
