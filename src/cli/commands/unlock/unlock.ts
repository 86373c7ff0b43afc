import { databaseOf } from '../../../config/database.ts';
import { loadWorkspace } from '../../../config/load.ts';
import { openVault } from '../../../config/vault.ts';
import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { nearestName } from '../../../core/nearest.ts';
import { unlock } from '../../../run/lock/unlock.ts';
import type { CliContext } from '../../app/context.ts';
import { workspaceRoot } from '../workspace.ts';
import type { UnlockFlags } from './command.ts';

/** Ends the lock on an environment and says whose it was. */
export async function unlockCommand(
  { cli, output }: CliContext,
  { reason, by, workspace: named }: UnlockFlags,
  environment: string,
): Promise<ExitCode> {
  const workspace = await loadWorkspace(workspaceRoot(cli.cwd, named));
  const login = await databaseOf(workspace, openVault(workspace, cli.env))(environment);
  if (login === undefined) throw noDatabase(environment, Object.keys(workspace.config.environments));
  const ended = await unlock({ root: workspace.root, environment, login, by, reason });
  const text =
    ended === undefined
      ? `${environment} is not locked: nobody holds a lease on it, and there was nothing to end.`
      : `The lock on ${environment} is ended. ${ended.owner} held it for ${ended.reason}.`;
  output.payload({ unlocked: ended ?? null, reason }, [{ kind: 'line', text }]);
  return exitCodes.settled;
}

function noDatabase(environment: string, known: readonly string[]): Failure {
  const near = nearestName(environment, known);
  return new Failure({
    code: 'lock.no-database',
    what: `${environment} has no database that could hold a lock`,
    why: known.includes(environment) ? 'its section of the config names none' : `the config knows ${known.join(', ')}`,
    fix:
      near === undefined || near === environment
        ? `Add to prestage.config.ts: environments: { ${environment}: { database: { url, password: secret('…') } } }.`
        : `Did you mean ${near}?`,
    file: 'prestage.config.ts',
  });
}
