import type { ActionContext } from '../../../core/action.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import type { Json, JsonObject } from '../../../core/json.ts';
import { digestOf } from '../../../services/files/digest.ts';
import { readTextIfThere } from '../../../services/files/read.ts';
import { compareConfigs, differenceWords } from '../../../services/fly/toml/compare.ts';
import { readFlyToml } from '../../../services/fly/toml/read.ts';
import type { FlyPlace } from '../place.ts';

export interface OwnToml {
  readonly config: JsonObject;
  readonly digest: string;
}

/** The environment's fly.toml. Throws Failure `deploy.no-toml`, `deploy.other-app`, `fly.bad-toml`. */
export async function ownToml({ root }: Pick<ActionContext, 'root'>, { own, environment }: FlyPlace): Promise<OwnToml> {
  const text = await readTextIfThere(root, own.config);
  if (text === undefined)
    throw new Failure({
      code: 'deploy.no-toml',
      what: `There is no ${own.config}`,
      why: `\`deploy.apps.${environment}.config\` names it: what the app is configured as is read in it`,
      fix: `Write it (\`fly config save -a ${own.app}\`), or correct the config.`,
      file: own.config,
    });
  const config = readFlyToml(text, own.config);
  if (typeof config['app'] === 'string' && config['app'] !== own.app)
    throw new Failure({
      code: 'deploy.other-app',
      what: `${own.config} is of ${config['app']}, and not of ${own.app}`,
      why: `\`deploy.apps.${environment}\` pairs the two: one of them is of another environment`,
      fix: 'Correct `app` in the file, or `config` in prestage.config.ts.',
      file: own.config,
    });
  return { config, digest: digestOf(text) };
}

/**
 * Without flyctl an image is promoted and nothing else: what a new fly.toml would change is flyctl's to carry out. Throws Failure
 * `deploy.config-differs`, with the places and no values.
 */
export function refuseOtherConfig({ own, app }: FlyPlace, { config }: OwnToml, running: Json): void {
  const differences = compareConfigs(config, isObject(running) ? running : {});
  if (differences.length === 0) return;
  throw new Failure(
    {
      code: 'deploy.config-differs',
      what: `${own.config} says something else than the running release of ${app}`,
      why: `${differences.map(differenceWords).join('; ')}. Without flyctl only the image is promoted, with the config that runs`,
      fix: `Install flyctl, which deploys with the file; or bring the file to what runs (\`fly config save -a ${app}\`).`,
      file: own.config,
    },
    exitCodes.unsettled,
  );
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
