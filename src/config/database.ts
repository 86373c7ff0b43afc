import type { Vault } from '../core/vault.ts';
import type { Workspace } from '../core/workspace.ts';
import type { DatabaseLogin } from '../core/database.ts';

/** Where an environment's Postgres is, which keeps its lock: the config's URL, and the password from the vault when it is needed. */
export function databaseOf(workspace: Workspace, vault: Vault | undefined) {
  return async (environment: string): Promise<DatabaseLogin | undefined> => {
    const database = workspace.config.environments[environment]?.database;
    if (database === undefined || vault === undefined) return undefined;
    return { url: database.url, password: await vault.resolve(database.password.secret, environment) };
  };
}
