import type { EvidenceFile, RunView } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import { digestOf } from '../../../services/files/digest.ts';
import { readBytes } from '../../../services/files/read.ts';
import { asCode } from '../../feedback/entry/words.ts';

export function evidenceLine(run: RunView, file: EvidenceFile, indent: string): string {
  return `${indent}- evidence: ${asCode(pathOf(run, file))} (sha256 ${file.sha256.slice(0, 12)})`;
}

/** Every file that the note cites. */
export function citedFiles({ tasks }: RunView): readonly EvidenceFile[] {
  return tasks.flatMap(({ actions, statements }) => [...actions.flatMap(({ evidence }) => evidence), ...statements]);
}

/** Of each file that is no longer what the run left: a note that cites it would lie. */
export async function evidenceFaults(root: string, run: RunView): Promise<readonly string[]> {
  const faults = await Promise.all(citedFiles(run).map(async (file) => faultOf(root, run, file)));
  return faults.filter((fault) => fault !== undefined);
}

async function faultOf(root: string, run: RunView, file: EvidenceFile): Promise<string | undefined> {
  const path = pathOf(run, file);
  try {
    if (digestOf(await readBytes(root, path)) === file.sha256) return undefined;
    return `${path} is not what the run left there`;
  } catch (error) {
    if (error instanceof Failure) return `${path} cannot be read: ${error.data.why}`;
    throw error;
  }
}

function pathOf({ folder }: RunView, { path }: EvidenceFile): string {
  return `${folder}/${path}`;
}
