import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Failure } from '../../core/failure.ts';
import { codeOf } from './failures.ts';

/**
 * Where a path of the workspace really is: absolute, symbolic links followed. It need not exist yet.
 * Throws Failure `files.outside` for a path that leaves the workspace by `..`, by being absolute, or by a link.
 */
export async function inside(root: string, path: string): Promise<string> {
  if (path === '' || path.includes('\0')) throw outside(path, 'it is no path');
  const wanted = resolve(root, path);
  if (!isWithin(root, wanted)) throw outside(path, 'it leads out of the workspace');
  const real = await realOrFuture(wanted);
  if (!isWithin(await realpath(root), real)) throw outside(path, `a symbolic link leads to ${real}`);
  return real;
}

function isWithin(root: string, absolute: string): boolean {
  const away = relative(root, absolute);
  return !isAbsolute(away) && away !== '..' && !away.startsWith(`..${sep}`);
}

/** The real path of the longest part that exists, and the rest as written. */
async function realOrFuture(absolute: string): Promise<string> {
  try {
    return await realpath(absolute);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(absolute) === absolute) throw error;
    return join(await realOrFuture(dirname(absolute)), basename(absolute));
  }
}

function outside(path: string, why: string): Failure {
  return new Failure({
    code: 'files.outside',
    what: `${JSON.stringify(path)} is not a path of the workspace`,
    why,
    fix: 'Name a path inside the workspace, relative to its root.',
  });
}
