import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../../core/failure.ts';
import { fileFailure } from './failures.ts';
import { inside } from './inside.ts';

/**
 * Writes a file of the workspace whole or not at all, and makes its folders: a temporary file beside it, fsync, rename.
 * A file that was there keeps its mode; a symbolic link inside the workspace is followed.
 * Throws Failure `files.not-writable`, `files.disk-full`, `files.not-a-file`, `files.outside`; the old file then stands.
 */
export async function writeAtomic(root: string, path: string, content: string | Uint8Array): Promise<void> {
  try {
    const target = await inside(root, path);
    await mkdir(dirname(target), { recursive: true });
    await replace(target, content);
    await syncFolder(dirname(target));
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure(error, path, 'write');
  }
}

async function replace(target: string, content: string | Uint8Array): Promise<void> {
  const temporary = join(dirname(target), `.${basename(target).slice(0, 200)}.${randomBytes(6).toString('hex')}.tmp`);
  const file = await open(temporary, 'wx', await modeOf(target));
  try {
    await fill(file, content);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function fill(file: FileHandle, content: string | Uint8Array): Promise<void> {
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function modeOf(target: string): Promise<number> {
  return await stat(target).then(
    (found) => found.mode & 0o777,
    () => 0o644,
  );
}

/** So that the new name survives a power cut as well as the bytes do. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
