import { setTimeout as sleep } from 'node:timers/promises';
import type { Secret } from '../../core/secret.ts';
import type { GitHub } from './client.ts';
import { githubFailure } from './failures.ts';
import { route, type GitHubPlace } from './places.ts';
import { publicKey, secretPage, secretRow } from './schema.ts';
import { seal } from './seal.ts';

/** One secret as GitHub shows it: never its value, and its time to the second. */
export interface SecretRow {
  readonly name: string;
  readonly updatedAt: string;
}

/** All of a place's, page after page. Throws Failures that name the permission, the place or the limit. */
export async function listSecrets(github: GitHub, place: GitHubPlace): Promise<readonly SecretRow[]> {
  const rows: SecretRow[] = [];
  for (let page = 1; ; page += 1) {
    const { total, items } = await readPage(github, place, page);
    rows.push(...items);
    if (items.length === 0 || rows.length >= total) return rows;
  }
}

async function readPage(github: GitHub, place: GitHubPlace, page: number) {
  try {
    const { data } = await github.request(route('GET', place), { ...place, per_page: 100, page });
    const { total_count: total, secrets } = secretPage.parse(data);
    return { total, items: secrets.map(shown) };
  } catch (error) {
    throw githubFailure(error, place, 'list the secrets');
  }
}

/** Undefined when there is none of that name. */
async function readSecret(github: GitHub, place: GitHubPlace, name: string): Promise<SecretRow | undefined> {
  try {
    const { data } = await github.request(route('GET', place, '/{name}'), { ...place, name });
    return shown(secretRow.parse(data));
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw githubFailure(error, place, `show the secret ${name}`);
  }
}

export interface SecretWriter {
  write(name: string, value: Secret): Promise<void>;
}

/** Seals with the place's key, which is asked for once, and again when it was renewed meanwhile. */
export function secretWriter(github: GitHub, place: GitHubPlace): SecretWriter {
  let key = keyOf(github, place);
  const put = async (name: string, value: Secret): Promise<void> => {
    const { key_id: keyId, key: bytes } = await key;
    const encrypted = await seal(value.reveal(), bytes);
    const body = { encrypted_value: encrypted, key_id: keyId };
    await github.request(route('PUT', place, '/{name}'), { ...place, name, ...body });
  };
  return {
    async write(name, value) {
      try {
        await put(name, value).catch(async (error: unknown) => {
          if (!isStatus(error, 422) || !/key/iu.test(messageOf(error))) throw error;
          key = keyOf(github, place);
          await put(name, value);
        });
      } catch (error) {
        throw githubFailure(error, place, `take the secret ${name}`);
      }
    },
  };
}

async function keyOf(github: GitHub, place: GitHubPlace) {
  try {
    const { data } = await github.request(route('GET', place, '/public-key'), { ...place });
    return publicKey.parse(data);
  } catch (error) {
    throw githubFailure(error, place, 'give the public key');
  }
}

export async function removeSecret(github: GitHub, place: GitHubPlace, name: string): Promise<void> {
  try {
    await github.request(route('DELETE', place, '/{name}'), { ...place, name });
  } catch (error) {
    if (isStatus(error, 404)) return;
    throw githubFailure(error, place, `remove the secret ${name}`);
  }
}

/** GitHub agrees with itself only after a while: a read that comes too early shows what was before. */
const readBackTries = 5;

/**
 * What GitHub shows of a secret after it was written, asked until that is not what it showed before. Two writes of one second
 * look the same: then the last answer is as good as there is. Undefined when it is still not there.
 */
export async function readBack(
  github: GitHub,
  place: GitHubPlace,
  name: string,
  before: SecretRow | undefined,
  second = 1000,
): Promise<SecretRow | undefined> {
  let row: SecretRow | undefined;
  for (let tries = 0; tries < readBackTries; tries += 1) {
    row = await readSecret(github, place, name);
    if (row !== undefined && row.updatedAt !== before?.updatedAt) return row;
    await sleep(second * 0.5 * 2 ** tries);
  }
  return row;
}

function shown({ name, updated_at: updatedAt }: { name: string; updated_at: string }): SecretRow {
  return { name, updatedAt };
}

function isStatus(error: unknown, status: number): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === status;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
