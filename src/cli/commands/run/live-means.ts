import { databaseOf } from '../../../config/database.ts';
import { openVault, vaultFolders } from '../../../config/vault.ts';
import type { Catalogue } from '../../../core/action.ts';
import type { RunEvent } from '../../../core/event.ts';
import type { Workspace } from '../../../core/workspace.ts';
import { scratchOf, scratchPlace } from '../../../rehearsal/scratch.ts';
import type { ResumeSetup } from '../../../run/resume/resume-run.ts';
import type { CliContext } from '../../app/context.ts';
import { childEnv } from '../child-env.ts';
import { shownPath } from '../workspace.ts';

/** What every live run gets of the process that it is called in. */
export function liveMeans(
  { cli, output }: CliContext,
  catalogue: Catalogue,
  workspace: Workspace,
  withoutLock?: string,
): Omit<ResumeSetup, 'signer'> {
  const vault = openVault(workspace, cli.env);
  return {
    workspace,
    catalogue,
    clock: cli.clock,
    watch: (event) => output.watch(withShownPage(event, cli.cwd)),
    version: cli.version(),
    childEnv: childEnv(cli.env, workspace.root),
    secrets: [],
    vault,
    vaults: vaultFolders(workspace),
    database: databaseOf(workspace, vault),
    scratch: scratchOf(scratchPlace(workspace, cli.env)),
    lock: { without: withoutLock, say: (line) => output.progress(line) },
  };
}

function withShownPage(event: RunEvent, cwd: string): RunEvent {
  return event.kind === 'run.closed' ? { ...event, page: shownPath(cwd, event.page) } : event;
}
