import { createHash, randomBytes } from 'node:crypto';
import { chown, lstat, mkdir, readdir, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** Whose files lie there, and where. */
export interface Keeper {
  readonly uid: number;
  /** Absent where it is ourselves. */
  readonly gid?: number;
  /** A folder that everybody may write in, as a rule. */
  readonly temporary: string;
}

const staleMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Where templates lie for the processes that come later, since making one takes seconds. Undefined where the folder of that
 * name is somebody else's, or open to others: a server that was made of it would be his.
 */
export async function shelfOf({ uid, gid, temporary }: Keeper): Promise<string | undefined> {
  const path = join(temporary, `prestage-templates-${uid}`);
  try {
    const made = await mkdir(path, { mode: 0o700, recursive: true });
    if (made !== undefined && gid !== undefined) await chown(path, uid, gid);
    const found = await lstat(path);
    return found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0 ? path : undefined;
  } catch {
    return undefined;
  }
}

/** The name says all that it was made of: where one thing changes, it is another one. */
export function nameOf(madeOf: readonly string[], suffix: string): string {
  return `${createHash('sha256').update(JSON.stringify(madeOf)).digest('hex').slice(0, 32)}${suffix}`;
}

/**
 * The file of this name, made where there is none. It has its name once it is whole: two who make it at the same time both
 * get a good one, and one that was cut off is nobody's.
 */
export async function takeOrMake(shelf: string, name: string, make: (path: string) => Promise<void>): Promise<string> {
  const path = join(shelf, name);
  if (await isThere(path)) return path;
  const part = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await make(part);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await sweep(shelf);
  return path;
}

/** Its date says when it was last taken. */
async function isThere(path: string): Promise<boolean> {
  const now = new Date();
  return utimes(path, now, now).then(
    () => true,
    () => false,
  );
}

/** What nobody has taken for a month is of another version. */
async function sweep(shelf: string): Promise<void> {
  for (const name of await readdir(shelf)) {
    const path = join(shelf, name);
    const found = await lstat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > staleMs) await rm(path, { force: true });
  }
}
