import { lstat, mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { codeOf, fileFailure } from './failures.ts';
import { inside } from './inside.ts';

/** Moves a file inside the workspace, bytes and mode as they are. Throws Failure `files.in-the-way` rather than overwrite. */
export async function moveFile(root: string, from: string, to: string): Promise<void> {
  try {
    const source = await inside(root, from);
    const target = await inside(root, to);
    if (await isThere(target)) throw inTheWay(to);
    await mkdir(dirname(target), { recursive: true });
    await rename(source, target);
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure(error, from, 'move');
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function inTheWay(to: string): Failure {
  return new Failure(
    {
      code: 'files.in-the-way',
      what: `Cannot move a file to ${to}`,
      why: 'another file stands there, and a move never overwrites',
      fix: `Look at ${to}; move it away by hand when it may go.`,
      file: to,
    },
    exitCodes.failed,
  );
}
