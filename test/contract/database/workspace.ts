import { env } from 'node:process';
import { createWorkspace, type TestWorkspace } from '../../../src/actions/testing/workspace.ts';
import type { ActionContext } from '../../../src/core/action.ts';
import type { CommandResult, Exec } from '../../../src/core/command.ts';
import type { DatabaseLogin } from '../../../src/core/database.ts';
import type { Exposure, Scratch, ScratchOptions } from '../../../src/core/scratch.ts';
import { scratchOf } from '../../../src/rehearsal/scratch.ts';

export { engines, hasPostgres, isMissing, stops } from '../postgres-client.ts';
import { stops } from '../postgres-client.ts';

interface DatabaseWorkspaceOptions {
  readonly engine?: 'native' | 'pglite';
  readonly exposure?: Exposure;
  readonly files?: Readonly<Record<string, string>>;
  /** Environments and their databases; `staging` gets a new one where it is asked for and not named. */
  readonly databases?: Readonly<Record<string, DatabaseLogin>>;
}

/** A workspace whose actions get real scratch databases. Everything is closed after the test. */
export async function databaseWorkspace(options: DatabaseWorkspaceOptions = {}): Promise<TestWorkspace> {
  const { engine, exposure = 'explicit', databases = {}, files } = options;
  const workspace = await createWorkspace(files);
  const exec = askingOnce(workspace.exec);
  stops.push(async () => workspace.remove());
  const means: Partial<ActionContext> = {
    exec,
    settings: (area) => (area === 'database' ? { exposure } : undefined),
    database: async (name = 'staging') => {
      const login = databases[name];
      if (login === undefined) throw new Error(`this test has no database ${name}`);
      return login;
    },
    scratch: async (wish) => openScratch({ ...(engine === undefined ? {} : { engine }), ...wish }),
  };
  return { ...workspace, exec, context: (more = {}) => workspace.context({ ...means, ...more }) };
}

const versions = new Map<string, Promise<CommandResult>>();

/** Each workspace has the same CLI, and asking it for its version takes as long as a push: it is asked once a file of tests. */
function askingOnce(exec: Exec): Exec {
  return async (command) => {
    if (command.program !== 'supabase' || command.args.join() !== '--version') return exec(command);
    const key = JSON.stringify(command.env ?? {});
    const asking = versions.get(key) ?? exec(command);
    versions.set(key, asking);
    return asking;
  };
}

/** A Supabase-like database of its own, closed after the test. */
export async function openScratch(options: ScratchOptions = {}): Promise<Scratch> {
  const scratch = await scratchOf({ env })(options);
  stops.push(async () => scratch.close());
  return scratch;
}
