import type { Command } from '../../../core/command.ts';
import type { Secret } from '../../../core/secret.ts';

export type Strategy = 'canary' | 'rolling' | 'immediate' | 'bluegreen';

/** Where flyctl finds Fly, and where it keeps what it writes for itself. */
export interface FlyctlPlace {
  /** A folder of its own: flyctl logs every body that it sends there. */
  readonly configFolder: string;
  readonly token: Secret;
  /** Of the Machines API, and of GraphQL and the web's REST. */
  readonly urls: { readonly machines: string; readonly web: string };
}

export interface DeployWish {
  readonly app: string;
  /** fly.toml, relative to the workspace. */
  readonly config: string;
  /** By digest: `registry.fly.io/app@sha256:…`. */
  readonly image: string;
  readonly strategy: Strategy;
}

/**
 * Quiet to all but the three APIs: no metrics, no update check, no status page, and traces, which carry the token, to a name
 * that nobody has. Retries are pinned, since a flag of Fly's own decides otherwise. The token has no file option.
 */
export function environmentOf({ configFolder, token, urls }: FlyctlPlace): NonNullable<Command['env']> {
  return {
    FLY_API_TOKEN: token,
    FLY_CONFIG_DIR: configFolder,
    FLY_API_BASE_URL: urls.web,
    FLY_UIEX_BASE_URL: urls.web,
    FLY_FLAPS_BASE_URL: urls.machines,
    FLY_TRACE_COLLECTOR_URL: '127.0.0.1',
    FLY_SEND_METRICS: '0',
    FLY_NO_UPDATE_CHECK: '1',
    FLY_NO_INCIDENTS_CHECK: '1',
    CI: '1',
  };
}

const quiet = ['--remote-only', '--ha=false', '--dns-checks=false', '--deploy-retries=0', '--yes'];

/** Half an hour: five minutes for a wave of machines, several times. */
const timeoutMs = 30 * 60_000;

export function deployCommand(place: FlyctlPlace, { app, config, image, strategy }: DeployWish): Command {
  const args = ['deploy', '--app', app, '--config', config, '--image', image, '--strategy', strategy, ...quiet];
  return { program: 'flyctl', args, env: environmentOf(place), timeoutMs };
}

/** What it would do, on its standard output: no release is made and no machine is touched. The flag is hidden. */
export function planCommand(place: FlyctlPlace, wish: DeployWish): Command {
  const deploy = deployCommand(place, wish);
  return { ...deploy, args: [...deploy.args, '--export-manifest', '-'] };
}

/** Asks for nothing but its version. */
export function versionCommand(configFolder: string): Command {
  const env = { FLY_CONFIG_DIR: configFolder, FLY_NO_UPDATE_CHECK: '1', FLY_SEND_METRICS: '0', CI: '1' };
  return { program: 'flyctl', args: ['version', '--json'], env, timeoutMs: 20_000 };
}
