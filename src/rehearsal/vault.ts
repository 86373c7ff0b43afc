import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasVault } from '../config/vault.ts';
import type { Catalogue } from '../core/action.ts';
import type { Step } from '../core/binding.ts';
import { Failure } from '../core/failure.ts';
import { secretNamesIn } from '../core/secret-reference.ts';
import type { StandInRequest } from '../core/stand-in.ts';
import type { Vault } from '../core/vault.ts';
import type { Workspace } from '../core/workspace.ts';
import { readBindings } from '../direction/bindings.ts';
import { sidecarOf } from '../run/prepare.ts';
import { neededSecrets, type NeededSecret } from '../run/secrets/needed.ts';
import { environmentOf, environmentWords } from '../services/dotenv/names/environments.ts';
import { createVault } from '../services/dotenv/vault.ts';
import { readTextIfThere } from '../services/files/read.ts';

/**
 * The vault of one rehearsal: a credential made up for every name that the config refers to and every one that a bound
 * action needs. The workspace's own vault is not opened. Undefined when the config names none, as in a live run.
 * @param folder Absolute, outside the copy.
 * @param workspace The copy.
 * @param requests What will stand for services, with what they take for a login.
 */
export async function throwAwayVault(
  folder: string,
  workspace: Workspace,
  files: readonly string[],
  catalogue: Catalogue,
  requests: readonly StandInRequest[] = [],
): Promise<Vault | undefined> {
  if (!hasVault(workspace)) return undefined;
  await mkdir(folder, { mode: 0o700 });
  for (const [path, keys] of await filesToMakeUp(workspace, files, catalogue, requests))
    await writeFile(join(folder, path), keys.map(madeUp).join(''), { flag: 'wx', mode: 0o600 });
  return createVault({
    settings: { kind: 'dotenv', folder },
    root: workspace.root,
    environments: Object.keys(workspace.config.environments),
  });
}

/** Each file's path in the folder, with its keys. */
async function filesToMakeUp(
  workspace: Workspace,
  files: readonly string[],
  catalogue: Catalogue,
  requests: readonly StandInRequest[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const steps = (await Promise.all(files.map((file) => stepsBeside(workspace.root, file)))).flat();
  const byActions = await neededSecrets(steps, catalogue, (area) => workspace.settings(area));
  const needed = [...byActions, ...requests.flatMap(askedBy)];
  const configured = Object.keys(workspace.config.environments);
  const words = environmentWords(configured);
  const names = new Set([...secretNamesIn(workspace.config), ...needed.map(({ name }) => name)]);
  const made = new Map<string, readonly string[]>();
  for (const [base, those] of Map.groupBy(names, baseOf)) {
    const asked = needed.filter(({ name }) => baseOf(name) === base).map(({ environment }) => environment);
    const environments = asked.map((word) => (word === undefined ? undefined : environmentOf(word, words)));
    for (const path of pathsOf(base, [...configured, ...environments])) made.set(path, those.map(keyOf));
  }
  return made;
}

function askedBy({ secrets, environment }: StandInRequest): readonly Pick<NeededSecret, 'name' | 'environment'>[] {
  const own = environment === undefined ? {} : { environment };
  return Object.values(secrets).map(({ secret }) => ({ name: secret, ...own }));
}

/** Of a sidecar that cannot be read the run says what is wrong. */
async function stepsBeside(root: string, file: string): Promise<readonly Step[]> {
  const sidecar = sidecarOf(file);
  try {
    const { tasks, done, rollback, monitoring } = readBindings((await readTextIfThere(root, sidecar)) ?? '', sidecar);
    return [...tasks, ...done, rollback, monitoring].flatMap((binding) => binding?.steps ?? []);
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

/** Environments have credentials of their own, so that a mix-up fails; what is wanted without one is shared. */
function pathsOf(base: string, environments: readonly (string | undefined)[]): readonly string[] {
  if (environments.length === 0 || environments.includes(undefined)) return [`${base}.env`];
  return environments.map((environment) => `${base}_${environment}.env`);
}

/** Of `chatwoot_super_admin.email`, the file and the key in it. */
function baseOf(name: string): string {
  return name.split('.')[0] ?? name;
}

function keyOf(name: string): string {
  return (name.split('.')[1] ?? name).toUpperCase();
}

function madeUp(key: string): string {
  return `${key}=rehearsal-${randomBytes(24).toString('hex')}\n`;
}
