import { Failure } from '../../core/failure.ts';
import type { Locate } from '../../core/place.ts';
import type { Secret } from '../../core/secret.ts';
import type { StandIn, StandInRequest } from '../../core/stand-in.ts';
import type { Vault } from '../../core/vault.ts';
import type { RunningEmulator } from '../../emulators/kit/emulator.ts';
import { emulators } from '../../emulators/registry.ts';
import { resolverOf } from '../../run/secrets/resolve.ts';
import type { Faultable } from './fault.ts';
import { movedTo, originOf } from './origin.ts';

/** The emulators of what a rehearsal's config names by URL. */
export interface StandIns {
  readonly locate: Locate;
  /** As they stand now, with what is armed in them. */
  readonly standing: () => readonly StandIn[];
  readonly faultable: readonly Faultable[];
  stop(): Promise<void>;
}

interface Started {
  readonly request: StandInRequest;
  readonly running: RunningEmulator;
  readonly faultable: Faultable;
}

/** Starts one for each request, with the credentials that the rehearsal's vault made up. All of them, or none and the Failure of the first. */
export async function startStandIns(
  requests: readonly StandInRequest[],
  vault: Vault | undefined,
  say: (line: string) => void,
): Promise<StandIns> {
  const settled = await Promise.allSettled(requests.map(async (request) => startOne(request, vault)));
  const started = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const stop = async (): Promise<void> => void (await Promise.all(started.map(async ({ running }) => running.stop())));
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  const standing = () => started.map(standInOf);
  for (const each of standing()) say(`${each.environment}: ${each.version}, ${each.engine}`);
  return { locate: locating(started), standing, faultable: started.map(({ faultable }) => faultable), stop };
}

async function startOne(request: StandInRequest, vault: Vault | undefined): Promise<Started> {
  const { service, environment } = request;
  const emulator = await emulators.load(service);
  if (emulator === undefined) throw new Error(`there is no emulator ${service}`);
  const running = await emulator.start({ given: request.given, secrets: await secretsOf(request, vault) });
  const arm: Faultable['arm'] = ({ name, fault }) => void running.faults.arm({ name, ...fault });
  const armed: Faultable['armed'] = () =>
    running.faults.list().map(({ fault: { name = 'unnamed' }, seen, struck }) => ({ name, seen, struck }));
  return { request, running, faultable: { service, environment, catalogue: emulator.catalogue, arm, armed } };
}

async function secretsOf(
  { secrets, environment }: StandInRequest,
  vault: Vault | undefined,
): Promise<Readonly<Record<string, Secret>>> {
  const resolve = resolverOf(vault, environment);
  const pairs = Object.entries(secrets).map(async ([role, reference]) => [role, await resolve(reference)] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

function standInOf({ request: { service, environment = 'all' }, running, faultable }: Started): StandIn {
  const faults = faultable.armed().map(({ name }) => name);
  const version = running.version ?? service;
  return { environment, service, engine: 'emulator', version, ...(faults.length === 0 ? {} : { faults }) };
}

function locating(started: readonly Started[]): Locate {
  return (url, environment) => {
    const origin = originOf(url);
    const found = started.find(
      ({ request }) =>
        [request.url, ...(request.others ?? [])].some((each) => originOf(each) === origin) &&
        (request.environment === undefined || request.environment === environment),
    );
    const own = found?.running.urls[found.request.service];
    if (found === undefined || own === undefined) throw nothingStands(url, environment);
    const { ca } = found.running;
    return { url: movedTo(own, url), ...(ca === undefined ? {} : { ca }) };
  };
}

function nothingStands(url: string, environment: string | undefined): Failure {
  return new Failure({
    code: 'rehearsal.no-stand-in',
    what: `Nothing stands for ${originOf(url)}${environment === undefined ? '' : ` of ${environment}`} in this rehearsal`,
    why: 'a rehearsal leaves this machine for nothing, and no emulator was asked for in its place',
    fix: 'Rehearse without it, or name it in a section of the config that has an emulator for it.',
  });
}
