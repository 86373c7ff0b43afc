import type { Secret } from '../../core/secret.ts';
import type { Fly } from './client.ts';
import { secretList, secretsChanged } from './schema.ts';

/** One secret as Fly shows it. Its digest is an oracle for who can guess the value: not to be kept or shown. */
export interface FlySecretRow {
  readonly name: string;
  readonly digest: string;
  readonly updatedAt?: string;
}

export async function listSecrets(fly: Fly, app: string): Promise<readonly FlySecretRow[]> {
  const { secrets } = await fly.call(
    { method: 'GET', path: pathOf(app), app, doing: 'list the secrets', isRepeatable: true },
    secretList,
  );
  return secrets.map(shown);
}

export interface FlyChange {
  readonly rows: readonly FlySecretRow[];
  /** The secrets version that a deploy must ask for, or it may start without them. */
  readonly version: number;
}

/** All of them in one call, or none; those whose value is null are unset. Machines hear of it at the next deploy. */
export async function changeSecrets(
  fly: Fly,
  app: string,
  values: ReadonlyMap<string, Secret | null>,
): Promise<FlyChange> {
  const body = { values: Object.fromEntries([...values].map(([name, value]) => [name, value?.reveal() ?? null])) };
  const { secrets, version } = await fly.call(
    { method: 'POST', path: pathOf(app), body, app, doing: 'change the secrets', isRepeatable: true },
    secretsChanged,
  );
  return { rows: secrets.map(shown), version };
}

function pathOf(app: string): string {
  return `/v1/apps/${encodeURIComponent(app)}/secrets`;
}

function shown({
  name,
  digest,
  updated_at: updatedAt,
}: {
  name: string;
  digest: string;
  updated_at?: string | undefined;
}) {
  return { name, digest, ...(updatedAt === undefined ? {} : { updatedAt }) };
}
