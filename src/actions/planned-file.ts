import { exitCodes } from '../core/exit-code.ts';
import { Failure } from '../core/failure.ts';
import { digestOf } from '../services/files/digest.ts';
import { readTextIfThere } from '../services/files/read.ts';
import { writeAtomic } from '../services/files/write-atomic.ts';
import type { Change } from '../core/action.ts';

/** A file as a plan wants it, and what it was planned over. A type, not an interface: a plan is plain JSON. */
export type PlannedFile = {
  readonly path: string;
  /** SHA-256 of what stood there; null when there was no file. */
  readonly before: string | null;
  readonly after: string;
};

export async function planFile(root: string, path: string, after: string): Promise<PlannedFile> {
  const text = await readTextIfThere(root, path);
  return { path, before: text === undefined ? null : digestOf(text), after };
}

export function isChange(file: PlannedFile): boolean {
  return file.before !== digestOf(file.after);
}

/** No change at all when the file stands as wanted already. */
export function changesOf(file: PlannedFile, summary: string): readonly Change[] {
  if (!isChange(file)) return [];
  return [{ kind: file.before === null ? 'create' : 'update', target: file.path, summary }];
}

/** Throws Failure `actions.changed-meanwhile` when the file is no longer what the plan was made over. */
export async function writePlanned(root: string, file: PlannedFile): Promise<void> {
  if (!isChange(file)) return;
  const now = await readTextIfThere(root, file.path);
  if ((now === undefined ? null : digestOf(now)) !== file.before) throw changedMeanwhile(file.path);
  await writeAtomic(root, file.path, file.after);
}

export function changedMeanwhile(path: string): Failure {
  return new Failure(
    {
      code: 'actions.changed-meanwhile',
      what: `${path} is not what the plan was made over`,
      why: 'someone changed it after the plan was made; nothing was written',
      fix: 'Look at the change and run it again: a new plan is made then.',
      file: path,
    },
    exitCodes.failed,
  );
}
