import { join } from 'node:path';
import type { Secret } from '../../../core/secret.ts';
import type { Exec } from '../../../core/command.ts';
import { Failure } from '../../../core/failure.ts';
import { ageKeyOf } from '../../../services/age/key.ts';
import { inside } from '../../../services/files/inside.ts';
import { readText } from '../../../services/files/read.ts';
import { readDump } from '../../../services/pgdump/client.ts';
import { fingerprintSchema, type Fingerprint } from '../fingerprint/schema.ts';
import { besideSchema } from '../beside.ts';
import { manifestFile, type Manifest } from './manifest.ts';
import { checkPart, readPart, readPartText } from './parts.ts';
import { readSignedManifest } from './sign.ts';

export interface BackupPlace {
  readonly root: string;
  /** Of the environment's backups, relative to the workspace. */
  readonly folder: string;
  readonly id: string;
}

/** The manifest, as it was signed. Throws Failure `backup.bad-manifest`, `files.missing`. */
export async function readManifest({ root, folder, id }: BackupPlace, key: Secret): Promise<Manifest> {
  return readSignedManifest(await textOf(root, join(folder, id, manifestFile)), key);
}

/** One byte changed, and it is no text any more. */
async function textOf(root: string, path: string): Promise<string> {
  try {
    return await readText(root, path);
  } catch (error) {
    if (error instanceof Failure && error.data.code === 'files.not-utf8') return '';
    throw error;
  }
}

export async function readFingerprint({ root, folder, id }: BackupPlace, key: Secret): Promise<Fingerprint> {
  const absolute = await inside(root, join(folder, id));
  return fingerprintSchema.parse(JSON.parse(await readPartText(absolute, 'fingerprint.json', await ageKeyOf(key))));
}

/**
 * Every digest, every part decrypted and read to its end. `pg_restore --list` would go through on an archive that is cut, and
 * so would reading one whose bytes were changed: these are proven by digests and tags of our own.
 * Throws Failure `backup.bad-manifest`, `backup.damaged`, `age.cannot-decrypt`, `backup.unreadable-dump`.
 */
export async function checkBackup(exec: Exec, program: string, place: BackupPlace, key: Secret): Promise<Manifest> {
  const manifest = await readManifest(place, key);
  const absolute = await inside(place.root, join(place.folder, place.id));
  for (const part of manifest.parts) await checkPart(absolute, part);
  const age = await ageKeyOf(key);
  await readDump(exec, program, readPart(absolute, 'database.dump', age));
  await readDump(exec, program, readPart(absolute, 'services.dump', age));
  besideSchema.parse(JSON.parse(await readPartText(absolute, 'beside.json', age)));
  await readFingerprint(place, key);
  return manifest;
}
