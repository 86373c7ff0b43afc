import { stat } from 'node:fs/promises';
import { fileFailure } from './failures.ts';
import { inside } from './inside.ts';

/** Whether its owner may execute it. Throws Failure `files.missing`, `files.outside`. */
export async function isExecutable(root: string, path: string): Promise<boolean> {
  const real = await inside(root, path);
  try {
    return ((await stat(real)).mode & 0o100) !== 0;
  } catch (error) {
    throw fileFailure(error, path, 'read');
  }
}
