import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../core/json.ts';
import type { StandInRequest } from '../../core/stand-in.ts';
import { readTextIfThere } from '../../services/files/read.ts';
import { readFlyToml } from '../../services/fly/toml/read.ts';
import type { StandInsOf } from '../stand-ins.ts';
import { deploySettings, type AppSettings, type DeploySettings } from './settings.ts';

/**
 * A Fly for each environment, with its app: two machines, and two releases behind it. Where its image comes from another
 * environment, that environment runs a newer one, which this one's Fly knows too. The running release is as fly.toml says: what
 * production really runs is not looked at in a rehearsal.
 */
export const deployStandIns: StandInsOf = async (section, environments, root) => {
  const settings = deploySettings.parse(section);
  const named = Object.entries(settings.apps).filter(([environment]) => environments.includes(environment));
  return Promise.all(named.map(async ([environment, own]) => requestOf(settings, environment, own, root)));
};

async function requestOf(
  settings: DeploySettings,
  environment: string,
  own: AppSettings,
  root: string,
): Promise<StandInRequest> {
  const source = own.imageFrom === undefined ? undefined : settings.apps[own.imageFrom];
  const definition = definitionIn(await readTextIfThere(root, own.config), own.config);
  const images = [imageOf(own.app, 1), imageOf(own.app, 2), ...(source === undefined ? [] : [imageOf(source.app, 2)])];
  const releases = [1, 2].map((number) => ({ image: imageOf(own.app, number).ref }));
  const organization = own.organization === undefined ? {} : { organization: own.organization };
  const others = [settings.web, ...(own.probe === undefined ? [] : [own.probe.url])];
  return {
    service: 'fly',
    environment,
    url: settings.api,
    others,
    given: {
      apps: [{ name: own.app, ...organization, releases, machines: 2, ...definition }],
      images,
      bootMs: 300,
    },
    secrets: { token: settings.token },
  };
}

/** One that can be named from two sides: its digest is of its name alone. */
function imageOf(app: string, number: number): { readonly ref: string; readonly reports: string } {
  const digest = `sha256:${createHash('sha256').update(`${app} ${number}`).digest('hex')}`;
  const ref = `registry.fly.io/${app}@${digest}`;
  return { ref, reports: ref };
}

/** As flyctl records it: without the app's name, and without how its image is built. Of a file that cannot be read nothing. */
function definitionIn(text: string | undefined, file: string): { readonly definition?: Json } {
  if (text === undefined) return {};
  const { app: _, build: __, ...definition } = tomlOr(text, file);
  return { definition };
}

function tomlOr(text: string, file: string): JsonObject {
  try {
    return readFlyToml(text, file);
  } catch {
    return {};
  }
}
