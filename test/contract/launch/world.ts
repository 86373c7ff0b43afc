import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StandInRequest } from '../../../src/core/stand-in.ts';
import type { Vault } from '../../../src/core/vault.ts';
import { createVault } from '../../../src/services/dotenv/vault.ts';
import type { LaunchPlace } from './place.ts';
import { startDatabases, startServices, type Service } from './services.ts';
import { launch, type Template } from './template.ts';

/** A workspace with the launch to be run, and all that it is run against. */
export interface World {
  readonly root: string;
  readonly lead: Template['lead'];
  readonly place: LaunchPlace;
  readonly services: readonly Service[];
  readonly vault: Vault;
  /** The steps at which a process was killed so far, in order. */
  deaths(): readonly string[];
  /** The file that they stand in. */
  readonly done: string;
  end(): Promise<void>;
}

export async function createWorld(template: Template): Promise<World> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'prestage-launch-')));
  cpSync(join(template.folder, 'repository'), join(folder, 'repository'), {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
  });
  copyFileSync(join(template.folder, 'runner.pem'), join(folder, 'runner.pem'));
  const root = join(folder, template.workspace);
  const { requests, environments } = wishesOf(root, folder);
  const vault = createVault({ root, settings: { kind: 'dotenv', folder: join(folder, 'vault') }, environments });
  const databases = await startDatabases(environments, vault);
  const others = await startServices(requests, vault);
  const services = [...databases, ...others];
  const done = join(folder, 'deaths');
  return {
    root,
    lead: template.lead,
    place: {
      root,
      folder,
      databases: Object.fromEntries(
        databases.map(({ environment = '', running }) => [environment, running.urls['postgres'] ?? '']),
      ),
      services: others.map(({ service, environment, url, others: more, running: { urls, ca } }) => ({
        url,
        others: [...more],
        ...(environment === undefined ? {} : { environment }),
        own: urls[service] ?? '',
        ...(ca === undefined ? {} : { ca }),
      })),
    },
    services,
    vault,
    deaths: () => (existsSync(done) ? readFileSync(done, 'utf8').split('\n').slice(0, -1) : []),
    done,
    async end() {
      await Promise.all(services.map(async ({ running }) => running.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const program = fileURLToPath(new URL('../programs/launch-vault.ts', import.meta.url));

interface Wishes {
  readonly requests: readonly StandInRequest[];
  readonly environments: readonly string[];
}

/** A config is Node's to load, and not the test runner's. */
function wishesOf(root: string, folder: string): Wishes {
  return JSON.parse(execFileSync(process.execPath, [program, root, folder, launch], { encoding: 'utf8' })) as Wishes;
}
