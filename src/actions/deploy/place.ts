import type { ActionContext, NeededName } from '../../core/action.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { createFly, type Fly } from '../../services/fly/client.ts';
import type { FlyctlAccess } from '../../services/fly/flyctl/client.ts';
import { readSettings } from '../settings.ts';
import { deploySettings, type AppSettings, type DeploySettings } from './settings.ts';

/** An environment's app on Fly, and the way to it. */
export interface FlyPlace {
  readonly environment: string;
  readonly app: string;
  readonly own: AppSettings;
  readonly settings: DeploySettings;
  readonly fly: Fly;
}

/** Throws Failure `deploy.no-environment`, `deploy.no-app`, `config.invalid`, `secrets.missing`. */
export async function withPlace<T>(
  context: ActionContext,
  use: (place: FlyPlace) => Promise<T>,
  environment = environmentOf(context),
): Promise<T> {
  const settings = readSettings(context, 'deploy', deploySettings);
  const own = settings.apps[environment];
  if (own === undefined) throw noApp(environment);
  const { api, web } = settings;
  const token = await context.secret(settings.token, environment);
  const fly = createFly({ api, web, token, locate: (url) => context.locate(url, environment) });
  try {
    return await use({ environment, app: own.app, own, settings, fly });
  } finally {
    await fly.close();
  }
}

/** The same for a child: where it finds Fly, and its token. */
export async function flyctlAccess(context: ActionContext, { environment, settings }: FlyPlace): Promise<FlyctlAccess> {
  const at = (url: string): string => context.locate(url, environment).url.replace(/\/$/u, '');
  const token = await context.secret(settings.token, environment);
  return { token, urls: { machines: at(settings.api), web: at(settings.web) } };
}

/** What an action needs out of the vault: the token of each environment that it asks. */
export function tokensOf(section: unknown): readonly NeededName[] {
  const read = deploySettings.safeParse(section ?? {});
  if (!read.success) return [];
  const { apps, token } = read.data;
  const others = new Set(Object.values(apps).flatMap(({ imageFrom }) => (imageFrom === undefined ? [] : [imageFrom])));
  return [token.secret, ...[...others].map((environment) => ({ name: token.secret, environment }))];
}

function environmentOf({ environment }: ActionContext): string {
  if (environment !== undefined) return environment;
  throw new Failure(
    {
      code: 'deploy.no-environment',
      what: 'It is not said what is deployed',
      why: 'each environment has an app of its own on Fly',
      fix: 'Name it: `--env production`, or `env=production` in the binding.',
    },
    exitCodes.usage,
  );
}

function noApp(environment: string): Failure {
  return new Failure({
    code: 'deploy.no-app',
    what: `No Fly app is named for ${environment}`,
    why: `prestage.config.ts has no \`deploy.apps.${environment}\``,
    fix: `Add it: \`deploy: { apps: { ${environment}: { app: 'my-app' } } }\`.`,
    file: 'prestage.config.ts',
  });
}
