import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../../core/failure.ts';
import { canonicalJson } from '../../../core/json.ts';
import { fileFailure } from '../../../services/files/failures.ts';
import { inside } from '../../../services/files/inside.ts';
import type { LedgerLine } from './line.ts';

/** One write of one line, on disk before it returns: two who append at once do not mix, and a cut leaves whole lines before it. */
export async function appendLedger(root: string, path: string, line: LedgerLine): Promise<void> {
  try {
    const target = await inside(root, path);
    await mkdir(dirname(target), { recursive: true });
    const file = await open(target, 'a', 0o644);
    try {
      await file.write(`${canonicalJson(line)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure(error, path, 'write');
  }
}
