import { databaseOf } from '../../config/database.ts';
import { openVault } from '../../config/vault.ts';
import type { Workspace } from '../../core/workspace.ts';
import { scratchOf, scratchPlace } from '../../rehearsal/scratch.ts';
import type { LiveMeans } from '../../run/live-context.ts';
import type { CliProcess } from '../process.ts';
import { childEnv } from './child-env.ts';

/** What a command has to act with in a workspace, outside a run. */
export function meansOf(workspace: Workspace, cli: CliProcess, say: (line: string) => void): LiveMeans {
  const vault = openVault(workspace, cli.env);
  return {
    workspace,
    childEnv: childEnv(cli.env, workspace.root),
    clock: cli.clock,
    say,
    vault,
    database: databaseOf(workspace, vault),
    scratch: scratchOf(scratchPlace(workspace, cli.env)),
  };
}
