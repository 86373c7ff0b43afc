import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../../../src/core/secret.ts';
import { openDatabase, type Row } from '../../../src/services/postgres/client.ts';
import type { FlyState } from '../../../src/emulators/fly/state/state.ts';
import type { GitHubState } from '../../../src/emulators/github/state.ts';
import type { Service } from './services.ts';
import type { World } from './world.ts';

/** What the launch changed, as often as it did: by the databases, by the services' logs, by the folder of backups. */
export async function effectsOf(world: World) {
  const databases = world.services.filter(({ service }) => service === 'postgres');
  const entries = databases.map(async (each) => [each.environment, await contentOf(each)] as const);
  return {
    databases: Object.fromEntries(await Promise.all(entries)),
    asked: Object.keys(changesIn(world.services)).toSorted(),
    secrets: await secretsIn(world),
    mails: mailsIn(world.services),
    ledger: ledgerOf(world.root),
    backups: backupsOf(world.root),
  };
}

const tables = `select n.nspname || '.' || c.relname as name,
    (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I.%I', n.nspname, c.relname), false, true, '')))[1]::text as rows
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and (n.nspname = 'public' or n.nspname = 'supabase_migrations') order by 1`;

/** Rows of every table of ours, and which files its history has. */
async function contentOf({ running }: Service) {
  const [url, secret] = [String(running.env['DATABASE_URL']), running.env['PGPASSWORD']];
  if (!(secret instanceof Secret)) throw new Error('a database without a password');
  const database = await openDatabase({ url, password: secret });
  try {
    const rows = await database.query(tables);
    return Object.fromEntries(rows.map(({ name, rows: count }: Row) => [String(name), String(count)]));
  } finally {
    await database.close();
  }
}

/**
 * What was asked for more than once over HTTP. A secret whose writing was cut is written again, with the same value: no service
 * tells which value it has. Nothing else is, and no secret more often than its writing was cut.
 */
export function repeated(world: World): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(changesIn(world.services)).filter(([, count]) => count > 1));
}

/** Each change that a service was asked for over HTTP, with how often it was. */
function changesIn(services: readonly Service[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { service, environment = 'all', running } of services) {
    if (service === 'postgres' || service === 'smtp') continue;
    for (const { method, path } of running.log.calls) {
      if (method === 'GET' || method === 'HEAD') continue;
      const name = `${service} of ${environment}: ${method} ${path}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
  }
  return counts;
}

/** Whose value GitHub and Fly would hand to a workflow or a machine, of each name that they have. */
async function secretsIn({ services, vault }: World): Promise<Readonly<Record<string, string>>> {
  const held = services.flatMap(({ service, environment, running: { state } }) => {
    if (service === 'github') return heldByGitHub(state as GitHubState);
    return service === 'fly' ? heldByFly(state as FlyState, environment) : [];
  });
  const told = held.map(async ({ place, name, environment, value }) => {
    const own = await vault.resolve(names[name] ?? name.toLowerCase(), environment);
    return [`${place} ${name}`, own.reveal() === value ? 'the vault’s' : 'another'] as const;
  });
  return Object.fromEntries(await Promise.all(told));
}

/** Those that the config calls otherwise than the vault does. */
const names: Readonly<Record<string, string>> = {
  STAGING_DATABASE_PASSWORD: 'supabase_database_password',
  PRESTAGE_GITHUB_TOKEN: 'github_token',
};

interface Held {
  readonly place: string;
  readonly name: string;
  readonly environment: string | undefined;
  readonly value: string | undefined;
}

function heldByGitHub({ repo, environments }: GitHubState): readonly Held[] {
  const own = [...environments.values()].flatMap(({ name: environment, secrets }) =>
    heldIn(secrets, `github of ${environment}`, environment),
  );
  return [...heldIn(repo.secrets, 'github', 'staging'), ...own];
}

function heldIn(secrets: GitHubState['repo']['secrets'], place: string, environment: string): readonly Held[] {
  return secrets.allHeld().map(([name, { value }]) => ({ place, name, environment, value }));
}

function heldByFly({ apps }: FlyState, environment: string | undefined): readonly Held[] {
  return [...apps.values()].flatMap(({ name: app, secrets }) =>
    [...secrets].map(([name, { value }]) => ({ place: `fly app ${app}`, name, environment, value })),
  );
}

function mailsIn(services: readonly Service[]): readonly string[] {
  return services
    .filter(({ service }) => service === 'smtp')
    .flatMap(({ environment, running }) => {
      const { messages } = running.state as { readonly messages: readonly { readonly to: readonly string[] }[] };
      return messages.map(({ to }) => `${environment}: ${to.join(', ')}`);
    });
}

function ledgerOf(root: string): readonly string[] {
  const path = join(root, 'artifacts/ops/secrets/ledger.jsonl');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines
    .map((line) => JSON.parse(line) as Readonly<Record<string, string>>)
    .filter(({ deed }) => deed !== 'intended')
    .map(({ deed, target, name }) => `${deed} ${target} ${name}`)
    .toSorted();
}

function backupsOf(root: string): number {
  const place = join(root, '.prestage/backups/staging');
  return existsSync(place) ? readdirSync(place).filter((name) => !name.startsWith('.')).length : 0;
}
