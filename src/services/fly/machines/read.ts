import type { Fly } from '../client.ts';
import { appAnswer, machine, machineList, machineVersions, type MachineConfig } from './schema.ts';
import { machineOf, type Machine } from './machine.ts';

export interface FlyApp {
  readonly name: string;
  /** `deployed`, `suspended`, `pending`. */
  readonly status: string;
  readonly organization: string;
}

export async function readApp(fly: Fly, app: string): Promise<FlyApp> {
  const { name, status, organization } = await fly.call(
    { method: 'GET', path: pathOf(app), app, doing: 'show itself', isRepeatable: true },
    appAnswer,
  );
  return { name, status, organization: organization.slug };
}

const gone: ReadonlySet<string> = new Set(['destroyed', 'destroying']);

/** All that deploys are about, by their ids: not what is being destroyed, nor the throw-away machines of a deploy. */
export async function listMachines(fly: Fly, app: string): Promise<readonly Machine[]> {
  const all = await fly.call(
    { method: 'GET', path: pathOf(app, '/machines'), app, doing: 'list the machines', isRepeatable: true },
    machineList,
  );
  return all
    .map(machineOf)
    .filter(({ state, config }) => !gone.has(state) && !isOfDeploy(config))
    .toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
}

/** A release command's machine is gone when it has run. */
function isOfDeploy({ metadata = {} }: MachineConfig): boolean {
  return metadata['fly_process_group'] === 'fly_app_release_command';
}

export async function readMachine(fly: Fly, app: string, id: string): Promise<Machine> {
  const call = { method: 'GET', path: pathOf(app, `/machines/${id}`), doing: `show machine ${id}` } as const;
  return machineOf(await fly.call({ ...call, app, isRepeatable: true }, machine));
}

export interface ConfigOfVersion {
  readonly version: string;
  readonly config: MachineConfig;
}

/** What a machine was configured as, the newest version first as Fly gives them. */
export async function readVersions(fly: Fly, app: string, id: string): Promise<readonly ConfigOfVersion[]> {
  const path = pathOf(app, `/machines/${id}/versions`);
  const doing = `list the versions of machine ${id}`;
  const all = await fly.call({ method: 'GET', path, app, doing, isRepeatable: true }, machineVersions);
  return all.map(({ version, user_config: config }) => ({ version, config }));
}

export function pathOf(app: string, rest = ''): string {
  return `/v1/apps/${encodeURIComponent(app)}${rest}`;
}
