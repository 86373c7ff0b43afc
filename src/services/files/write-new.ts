import { randomBytes } from 'node:crypto';
import { constants, copyFile, link, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../../core/failure.ts';
import { codeOf, fileFailure } from './failures.ts';
import { inside } from './inside.ts';

/**
 * Writes a file of the workspace whole, and only where none is: false when there is one, whoever else writes at the same moment.
 * Throws Failure `files.not-writable`, `files.disk-full`, `files.not-a-file`, `files.outside`.
 */
export async function writeNew(root: string, path: string, content: string): Promise<boolean> {
  try {
    const target = await inside(root, path);
    await mkdir(dirname(target), { recursive: true });
    return await createWhole(target, content);
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure(error, path, 'write');
  }
}

/** A name is given to bytes that are on the disk already, and a name is given once. */
async function createWhole(target: string, content: string): Promise<boolean> {
  const temporary = join(dirname(target), `.${randomBytes(8).toString('hex')}.tmp`);
  try {
    await writeSynced(temporary, content);
    await nameIt(temporary, target);
    await syncFolder(dirname(target));
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeSynced(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function nameIt(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target);
  } catch (error) {
    if (!noLinks.has(codeOf(error) ?? '')) throw error;
    await copyFile(temporary, target, constants.COPYFILE_EXCL);
  }
}

/** As file systems say that they give a file one name alone. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
