import type { ActionContext } from '../core/action.ts';
import type { Clock } from '../core/clock.ts';
import type { OpenScratch } from '../core/scratch.ts';
import type { Vault } from '../core/vault.ts';
import type { Workspace } from '../core/workspace.ts';
import { sha256 } from '../evidence/digest.ts';
import { createExec } from '../services/process/exec.ts';
import { archiveRecord } from './archive.ts';
import type { Capture } from './capture.ts';
import type { Databases } from './databases.ts';
import { located } from './located.ts';
import type { DatabaseOf } from './lock/request.ts';
import { resolverOf } from './secrets/resolve.ts';

/** What is needed to act outside a run. */
export interface LiveMeans {
  readonly workspace: Workspace;
  readonly childEnv: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly say: (line: string) => void;
  readonly vault?: Vault | undefined;
  /** Where an environment's Postgres is, which keeps its lock; no environment has one when absent. */
  readonly database?: DatabaseOf | undefined;
  /** Opens throw-away databases; the action gets none when absent. */
  readonly scratch?: OpenScratch | undefined;
}

/** What is called outside a run gets this: it keeps no evidence, and everything is where its URL says. */
export function liveContext(
  { workspace, childEnv, clock, say, vault }: LiveMeans,
  environment: string | undefined,
  { capture, databases }: { readonly capture: Capture; readonly databases: Databases },
): ActionContext {
  const { redactor } = capture;
  return {
    root: workspace.root,
    mode: 'live',
    ...(environment === undefined ? {} : { environment }),
    clock,
    exec: createExec({ root: workspace.root, env: childEnv, redactor, clock }),
    settings: (area) => workspace.settings(area),
    secret: resolverOf(vault, environment),
    database: databases.database,
    scratch: databases.scratch,
    locate: located(undefined, environment),
    archive: async (area, archived) =>
      archiveRecord({ root: workspace.root, area, environment }, archived, { clock, redactor }),
    keep: async (name, content) => ({ path: name, sha256: sha256(content), bytes: Buffer.byteLength(content) }),
    redact: (text) => capture.text(text),
    say: (line) => say(capture.text(line)),
  };
}
