import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../../src/actions/registry.ts';
import { loadWorkspace } from '../../../src/config/load.ts';
import { canonicalJson } from '../../../src/core/json.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { Catalogue } from '../../../src/core/action.ts';
import type { Locate } from '../../../src/core/place.ts';
import { signerFromPem } from '../../../src/evidence/keys.ts';
import { childEnv } from '../../../src/rehearsal/child-env.ts';
import { scratchOf, scratchPlace } from '../../../src/rehearsal/scratch.ts';
import { movedTo, originOf } from '../../../src/rehearsal/stand-ins/origin.ts';
import { databaseOf } from '../../../src/config/database.ts';
import { findRun } from '../../../src/run/find-run.ts';
import { resumeRun } from '../../../src/run/resume/resume-run.ts';
import { runDirection } from '../../../src/run/run-direction.ts';
import { createVault } from '../../../src/services/dotenv/vault.ts';
import type { LaunchOrder, LaunchPlace } from './place.ts';
import type { Reaper } from './reaper.ts';

/** Who goes on with a run that never began waits for so long. */
const leaseMs = 10_000;

/** As `prestage run` and `prestage resume` have it, but that services are where the place says. Throws what the run throws. */
export async function carryOut({ place, what, file, skip }: LaunchOrder, reaper: Reaper): Promise<void> {
  const { root, folder } = place;
  const workspace = await loadWorkspace(root);
  const environments = Object.keys(workspace.config.environments);
  const vault = createVault({ root, settings: { kind: 'dotenv', folder: join(folder, 'vault') }, environments });
  const login = databaseOf(workspace, vault);
  const setup = {
    workspace,
    catalogue: around(reaper),
    signer: signerFromPem('runner', readFileSync(join(folder, 'runner.pem'), 'utf8')),
    clock: systemClock,
    watch: () => undefined,
    version: '0.0.0',
    childEnv: await childEnv({ folder, root }, process.env, process.execPath),
    secrets: [],
    vault,
    vaults: [join(folder, 'vault')],
    database: async (environment: string) => {
      const [found, url] = [await login(environment), place.databases[environment]];
      return found === undefined || url === undefined ? undefined : { ...found, url };
    },
    scratch: scratchOf(scratchPlace(workspace, process.env)),
    locate: locating(place),
    lock: { owner: 'somebody@test', leaseMs },
  };
  if (what === 'run') await runDirection({ ...setup, file, mode: 'live', selection: { skip } });
  else await resumeRun(setup, await findRun(root));
}

/** Every action of the product, each apply of which is a step. */
function around(reaper: Reaper): Catalogue {
  return {
    ids: catalogue.ids,
    async load(id) {
      const action = await catalogue.load(id);
      if (action === undefined || action.effects === 'none') return action;
      return {
        ...action,
        apply: async (context, input, plan) =>
          reaper.around(`${id} ${context.environment ?? ''} ${canonicalJson(input)}`, async () =>
            action.apply(context, input, plan),
          ),
      };
    },
  };
}

function locating({ services }: LaunchPlace): Locate {
  return (url, environment) => {
    const found = services.find(
      (each) =>
        [each.url, ...each.others].some((own) => originOf(own) === originOf(url)) &&
        (each.environment === undefined || each.environment === environment),
    );
    if (found === undefined) throw new Error(`nothing stands for ${url}`);
    return { url: movedTo(found.own, url), ...(found.ca === undefined ? {} : { ca: found.ca }) };
  };
}
