import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { succeeded, type CommandResult, type Exec } from '../../../core/command.ts';
import { deployCommand, planCommand, versionCommand, type DeployWish, type FlyctlPlace } from './argv.ts';

/** What came of a call, and what flyctl logged for itself: bodies that it sent are in that, so it is redacted before it is kept. */
export interface FlyctlRun {
  readonly result: CommandResult;
  readonly ownLog: string;
}

export type FlyctlAccess = Omit<FlyctlPlace, 'configFolder'>;

/** Exit 0 says little: a machine may have been set back, and `immediate` waits for nothing. Who calls it looks for himself. */
export async function deployByFlyctl(exec: Exec, access: FlyctlAccess, wish: DeployWish): Promise<FlyctlRun> {
  return inFreshFolder(async (configFolder) => {
    const result = await exec(deployCommand({ ...access, configFolder }, wish));
    return { result, ownLog: await ownLogIn(configFolder) };
  });
}

/** The plan as flyctl prints it. */
export async function planByFlyctl(exec: Exec, access: FlyctlAccess, wish: DeployWish): Promise<CommandResult> {
  return inFreshFolder(async (configFolder) => exec(planCommand({ ...access, configFolder }, wish)));
}

/** Its version, where it is on the PATH of what a run calls. */
export async function findFlyctl(exec: Exec): Promise<string | undefined> {
  return inFreshFolder(async (configFolder) => {
    const result = await exec(versionCommand(configFolder));
    if (!succeeded(result)) return undefined;
    return /"version"\s*:\s*"(?<version>[^"]+)"/iu.exec(result.stdout)?.groups?.['version'] ?? 'of an unknown version';
  });
}

/** Mode 0700, and gone when `use` is over: no log of it stays, and no state of one call reaches the next. */
async function inFreshFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'prestage-fly-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ownLogIn(folder: string): Promise<string> {
  const names: readonly string[] = await readdir(join(folder, 'logs')).catch(() => []);
  const logs = await Promise.all(names.toSorted().map(async (name) => readFile(join(folder, 'logs', name), 'utf8')));
  return logs.join('');
}
