import type { StandInRequest } from '../../../src/core/stand-in.ts';
import type { Vault } from '../../../src/core/vault.ts';
import type { RunningEmulator } from '../../../src/emulators/kit/emulator.ts';
import { postgres } from '../../../src/emulators/postgres/emulator.ts';
import { emulators } from '../../../src/emulators/registry.ts';

/** What stands for a service of the launch, in the test's own process: a run that is killed leaves it standing. */
export interface Service {
  readonly service: string;
  readonly environment?: string;
  /** As the config names it. */
  readonly url: string;
  readonly others: readonly string[];
  readonly running: RunningEmulator;
}

/** Every change that is asked for is counted by their logs: long enough for many processes. */
const logSize = 1_000_000;

export async function startServices(requests: readonly StandInRequest[], vault: Vault): Promise<readonly Service[]> {
  return Promise.all(
    requests.map(async ({ service, environment, url, others = [], given, secrets }) => {
      const emulator = await emulators.load(service);
      if (emulator === undefined) throw new Error(`there is no emulator ${service}`);
      const pairs = Object.entries(secrets).map(
        async ([role, { secret }]) => [role, await vault.resolve(secret, environment)] as const,
      );
      const running = await emulator.start({ given, secrets: Object.fromEntries(await Promise.all(pairs)), logSize });
      return { service, ...(environment === undefined ? {} : { environment }), url, others, running };
    }),
  );
}

/** A project of its own for each environment. */
export async function startDatabases(environments: readonly string[], vault: Vault): Promise<readonly Service[]> {
  const { PATH: searchPath } = process.env;
  return Promise.all(
    environments.map(async (environment) => {
      const password = await vault.resolve('supabase_database_password', environment);
      const place = searchPath === undefined ? {} : { searchPath };
      const running = await postgres.start({ ...place, supabase: 'explicit', password, logSize });
      return { service: 'postgres', environment, url: '', others: [], running };
    }),
  );
}
