import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseLogin } from '../../core/database.ts';
import { readDatabaseUrl } from './address.ts';

/**
 * Hands a password to one child by a file of mode 0600, which libpq and what is built like it read: `use` gets the
 * child's PGPASSFILE, and the file is gone when it comes back.
 */
export async function withPassFile<T>(
  login: DatabaseLogin,
  use: (env: { PGPASSFILE: string }) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'prestage-pass-'));
  const path = join(folder, 'pgpass');
  const { host, port, user } = readDatabaseUrl(login.url);
  const fields = [host, String(port), '*', user, login.password.reveal()].map(escaped);
  try {
    await writeFile(path, `${fields.join(':')}\n`, { mode: 0o600, flag: 'wx' });
    return await use({ PGPASSFILE: path });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function escaped(field: string): string {
  return field.replaceAll(/[\\:]/g, '\\$&');
}
