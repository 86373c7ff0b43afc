import { Failure } from '../../core/failure.ts';
import { environmentsIn } from './environments.ts';
import type { Destination, MappedSecret, SecretsSettings } from './settings.ts';

/** One secret in one place: a row of the audit. */
export interface Placement {
  /** As the vault and the config call it. */
  readonly secret: string;
  /** Whose value it is; the shared one when absent. */
  readonly environment?: string;
  /** Of what is one for all: the environments that must not have values of their own for it. */
  readonly agreeing?: readonly string[];
  readonly target: TargetKey;
  readonly name: string;
  readonly mapped: MappedSecret;
}

/** Which target: plain data, from which the client is made. */
export type TargetKey =
  | { readonly kind: 'fly'; readonly environment: string; readonly app: string }
  | { readonly kind: 'github'; readonly environment?: string; readonly repository: string };

/** As the ledger knows it. */
export function targetId(target: TargetKey): string {
  if (target.kind === 'fly') return `fly:${target.app}`;
  return `github:${target.repository}${target.environment === undefined ? '' : `/${target.environment}`}`;
}

/** All that the map says, in these environments. Throws Failures for what goes nowhere, and for two that go to one name. */
export function placementsOf(settings: SecretsSettings, environments: readonly string[]): readonly Placement[] {
  const all = Object.entries(settings.map).flatMap(([secret, mapped]) =>
    mapped.targets.flatMap((destination) => placed(settings, environments, { secret, mapped, destination })),
  );
  refuseTwoOfOne(all);
  return all;
}

interface Wanted {
  readonly secret: string;
  readonly mapped: MappedSecret;
  readonly destination: Destination;
}

function placed(
  settings: SecretsSettings,
  environments: readonly string[],
  { secret, mapped, destination }: Wanted,
): readonly Placement[] {
  const { github, fly } = settings;
  const name = destination.name ?? nameFor(secret);
  if (destination.to === 'fly') {
    if (fly === undefined) throw goesNowhere(secret, 'fly');
    const wanted = destination.environments ?? environments.filter((each) => Object.hasOwn(fly.apps, each));
    return wanted.map((environment) => {
      const app = fly.apps[environment];
      if (app === undefined) throw goesNowhere(secret, `fly.apps.${environment}`);
      return { secret, environment, target: { kind: 'fly', environment, app }, name, mapped };
    });
  }
  if (github === undefined) throw goesNowhere(secret, 'github');
  const { repository } = github;
  if (destination.to === 'github-repository') {
    const whose =
      destination.from === undefined
        ? { agreeing: [...new Set([...environmentsIn(settings), ...environments])] }
        : { environment: destination.from };
    return [{ secret, ...whose, target: { kind: 'github', repository }, name, mapped }];
  }
  return (destination.environments ?? environments).map((environment) => ({
    secret,
    environment,
    target: { kind: 'github', environment, repository },
    name,
    mapped,
  }));
}

/** `publer.api_key` and `publer_api_key` alike: PUBLER_API_KEY. */
function nameFor(secret: string): string {
  return secret.replace('.', '_').toUpperCase();
}

function goesNowhere(secret: string, missing: string): Failure {
  return new Failure({
    code: 'secrets.no-target',
    what: `The secret ${secret} goes nowhere`,
    why: `the config's section \`secrets\` has no \`${missing}\``,
    fix: `Add it, or take the target out of secrets.map.${secret}.`,
    file: 'prestage.config.ts',
  });
}

function refuseTwoOfOne(all: readonly Placement[]): void {
  const byPlace = Map.groupBy(all, ({ target, name }) => `${targetId(target)} ${name}`);
  for (const [place, [first, second]] of byPlace) {
    if (first === undefined || second === undefined) continue;
    throw new Failure({
      code: 'secrets.two-of-one',
      what: `Two entries of the map go to ${place}`,
      why: `${first.secret} and ${second.secret} would write over each other`,
      fix: 'Give one of them another `name` there.',
      file: 'prestage.config.ts',
    });
  }
}
