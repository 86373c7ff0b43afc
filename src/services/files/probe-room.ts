import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure, type FailureData } from '../../core/failure.ts';
import { fileFailure } from './failures.ts';

/** Whether files of `bytes` in all can be written below a folder, which need not be there yet. Tries it, and leaves no trace. */
export async function probeRoom(root: string, path: string, bytes: number): Promise<FailureData | undefined> {
  const folder = nearestFolder(join(root, path));
  try {
    await tryToWrite(folder);
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize >= bytes ? undefined : tooLittle(path, bavail * bsize, bytes);
  } catch (error) {
    const failure = fileFailure(error, path, 'write');
    if (failure instanceof Failure) return failure.data;
    throw error;
  }
}

async function tryToWrite(folder: string): Promise<void> {
  const name = join(folder, `.prestage-probe-${randomBytes(6).toString('hex')}`);
  const file = await open(name, 'wx');
  try {
    await file.writeFile(new Uint8Array(4096));
    await file.sync();
  } finally {
    await file.close();
    await rm(name, { force: true });
  }
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}

function tooLittle(path: string, free: number, wanted: number): FailureData {
  return {
    code: 'files.disk-full',
    what: `There is no room for ${path}`,
    why: `${Math.floor(free / 1024)} KiB are free, ${Math.ceil(wanted / 1024)} KiB are wanted; nothing was changed`,
    fix: 'Free some space, or raise the quota, and run it again.',
  };
}
