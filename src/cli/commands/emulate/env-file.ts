import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '../../../core/secret.ts';

/** Writes what clients of an emulator need as a file to source, readable by its owner alone. Gives its absolute path. */
export async function writeEnvFile(
  root: string,
  name: string,
  env: Readonly<Record<string, string | Secret>>,
): Promise<string> {
  const folder = join(root, '.prestage/emulators');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(root, '.prestage/.gitignore'), '*\n');
  const path = join(folder, `${name}.env`);
  await rm(path, { force: true });
  const lines = Object.entries(env).map(([key, value]) => `export ${key}=${quoted(plain(value))}\n`);
  await writeFile(path, lines.toSorted().join(''), { mode: 0o600, flag: 'wx' });
  return path;
}

export async function removeEnvFile(path: string): Promise<void> {
  await rm(path, { force: true });
}

function plain(value: string | Secret): string {
  return value instanceof Secret ? value.reveal() : value;
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
