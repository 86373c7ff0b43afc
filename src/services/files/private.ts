import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { Failure } from '../../core/failure.ts';
import { fileFailure } from './failures.ts';

/**
 * Reads a file that its owner alone may use. `path` is absolute, `shown` is how messages call it. What is no plain file is
 * refused without waiting for it. Throws Failure `files.not-private`, `files.not-a-file`, `files.missing`, `files.not-readable`.
 */
export async function readPrivate(path: string, shown: string): Promise<Uint8Array> {
  try {
    // A pipe would keep us waiting for whoever writes it.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = await file.stat();
      if (!found.isFile()) throw notAFile(shown);
      if ((found.mode & 0o077) !== 0) throw notPrivate(shown, found.mode);
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure(error, shown, 'read');
  }
}

function notAFile(shown: string): Failure {
  return new Failure({
    code: 'files.not-a-file',
    what: `Cannot read ${shown}`,
    why: 'it is a folder, a pipe or a device',
    fix: 'Put a plain file there.',
    file: shown,
  });
}

function notPrivate(shown: string, mode: number): Failure {
  return new Failure({
    code: 'files.not-private',
    what: `${shown} is open to others than its owner`,
    why: `its mode is ${(mode & 0o777).toString(8).padStart(4, '0')}; what others could read or write is no secret any more`,
    fix: `chmod 600 '${shown}'`,
    file: shown,
  });
}
