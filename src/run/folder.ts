import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EvidenceFile } from '../core/action.ts';
import { sha256 } from '../evidence/digest.ts';
import { fileFailure } from '../services/files/failures.ts';
import { writeAtomic } from '../services/files/write-atomic.ts';

/** Where runs lie in a workspace. */
export const runsFolder = 'artifacts/ops/runs';

/** A run's folder: everything in it is named with its digest by the seal. */
export interface RunFolder {
  readonly absolute: string;
  /** Relative to the workspace. */
  readonly relative: string;
  /** Writes a file and names it. `path` is relative to the folder. */
  write(path: string, content: string | Uint8Array): Promise<EvidenceFile>;
}

export function createRunFolder(root: string, run: string): RunFolder {
  const relative = `${runsFolder}/${run}`;
  const absolute = join(root, relative);
  try {
    mkdirSync(absolute, { recursive: true });
  } catch (error) {
    throw fileFailure(error, relative, 'write');
  }
  return runFolderAt(absolute, relative);
}

export function runFolderAt(absolute: string, relative: string): RunFolder {
  return {
    absolute,
    relative,
    async write(path, content) {
      await writeAtomic(absolute, path, content);
      return { path, sha256: sha256(content), bytes: Buffer.byteLength(content) };
    },
  };
}
