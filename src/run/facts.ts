import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRecord } from '../core/record.ts';
import { sha256 } from '../evidence/digest.ts';
import { runFiles } from '../evidence/paths.ts';
import type { Digested, RunFacts } from '../evidence/statement.ts';
import type { RunFolder } from './folder.ts';

/** What every statement of a run says of the run, from its folder: for those who add to it later. */
export async function factsOf(folder: RunFolder, record: RunRecord): Promise<RunFacts> {
  const digested = async (path: string): Promise<Digested> => ({
    path,
    sha256: sha256(await readFile(join(folder.absolute, path))),
  });
  const bindings = existsSync(join(folder.absolute, runFiles.bindings)) ? [await digested(runFiles.bindings)] : [];
  return {
    run: record.run,
    mode: record.mode,
    directionDigest: record.direction.digest,
    bindingsDigest: record.bindingsDigest,
    prestage: record.prestage,
    inputs: [await digested(runFiles.direction), ...bindings],
  };
}
