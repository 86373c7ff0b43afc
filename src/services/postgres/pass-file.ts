import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseLogin } from '../../core/database.ts';
import { readDatabaseUrl } from './address.ts';

/**
 * Hands a password, or one a database, to one child by a file of mode 0600, which libpq and what is built like it read: `use` gets the
 * child's PGPASSFILE, and the file is gone when it comes back.
 */
export async function withPassFile<T>(
  login: DatabaseLogin | readonly DatabaseLogin[],
  use: (env: { PGPASSFILE: string }) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'prestage-pass-'));
  const path = join(folder, 'pgpass');
  const logins = 'url' in login ? [login] : login;
  try {
    await writeFile(path, logins.map(lineOf).join(''), { mode: 0o600, flag: 'wx' });
    return await use({ PGPASSFILE: path });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function lineOf({ url, password }: DatabaseLogin): string {
  const { host, port, user } = readDatabaseUrl(url);
  return `${[host, String(port), '*', user, password.reveal()].map(escaped).join(':')}\n`;
}

function escaped(field: string): string {
  return field.replaceAll(/[\\:]/g, '\\$&');
}
