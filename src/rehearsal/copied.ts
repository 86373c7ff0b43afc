import { join } from 'node:path';
import { vaultFolders } from '../config/vault.ts';
import type { Clock } from '../core/clock.ts';
import type { Exec } from '../core/command.ts';
import type { Redactor } from '../core/redactor.ts';
import type { Workspace } from '../core/workspace.ts';
import { createGit } from '../services/git/client.ts';
import { createExec } from '../services/process/exec.ts';
import { childEnv } from './child-env.ts';
import { copyWorkspace } from './copy.ts';
import { linkCopy, placeOfCopy } from './place.ts';
import { createRepository } from './repository.ts';

/** A copy of a workspace with a repository, a home and a temporary folder of its own. */
export interface CopiedWorkspace {
  /** The copy, absolute. */
  readonly root: string;
  /** All that children get of an environment there. */
  readonly env: Readonly<Record<string, string>>;
  /** Calls programs in the copy, without limits. */
  readonly exec: Exec;
}

export interface CopyOptions {
  readonly workspace: Workspace;
  /** Our own environment: its PATH is handed on. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The Node that children run under. */
  readonly node: string;
  readonly clock: Clock;
}

/** A repository's index is read whole: about 100 bytes a file. */
const indexBytes = 256 * 1024 * 1024;

/** Copies the workspace into a folder of its `.prestage`, absolute. */
export async function copyInto(
  folder: string,
  { workspace, env: ours, node, clock }: CopyOptions,
  redactor: Redactor,
): Promise<CopiedWorkspace> {
  // The packages' programs by the link that stands wherever the copy does.
  const env = await childEnv({ folder, root: join(folder, 'workspace') }, ours, node);
  const source = createExec({
    root: workspace.root,
    env: ofTheUser(env, ours),
    redactor,
    clock,
    keepBytes: indexBytes,
  });
  const prefix = await createGit(source).prefix();
  const { top, root } = placeOfCopy(folder, prefix);
  await copyWorkspace(source, workspace.root, root, vaultFolders(workspace)[0]);
  await linkCopy(folder, root);
  const repository = { source, copy: createExec({ root: top, env, redactor, clock }), top, prefix };
  await createRepository(repository, workspace.config.rehearsal.branch ?? 'main');
  return { root, env, exec: createExec({ root, env, redactor, clock }) };
}

/** The workspace is read with its user's own git settings: they say what is ignored and whose repositories are safe. */
function ofTheUser(
  env: Readonly<Record<string, string>>,
  { HOME, XDG_CONFIG_HOME }: CopyOptions['env'],
): Readonly<Record<string, string>> {
  return { ...env, ...(HOME && { HOME }), ...(XDG_CONFIG_HOME && { XDG_CONFIG_HOME }) };
}
