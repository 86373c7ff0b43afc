import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import type { TrustRoot } from '../core/trust.ts';
import { readTrustRoot } from '../evidence/trust-root.ts';

/** The trust root of a workspace, reviewed in git. */
export const trustFile = 'prestage.keys';

export async function loadTrust(root: string, file: string = trustFile): Promise<TrustRoot> {
  try {
    return readTrustRoot(await readFile(join(root, file), 'utf8'), file);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure({
      code: 'evidence.no-trust-root',
      what: `There is no ${file}`,
      why: 'without it nothing says whose signatures count',
      fix: 'Make a key with `prestage keys new NAME --role run` and commit prestage.keys.',
      file,
    });
  }
}
