import { z } from 'zod';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { digestOf } from '../../../services/files/digest.ts';
import { moveFile } from '../../../services/files/move.ts';
import { exists, readBytes, readText } from '../../../services/files/read.ts';

const move = z.strictObject({ from: z.string().min(1), to: z.string().min(1), sha256: z.string().length(64) });
const schema = z.strictObject({ version: z.literal(1), moved: z.array(move) });

export type Move = { readonly from: string; readonly to: string; readonly sha256: string };

/** What a clean-up moved, and where from: written before the first move, so that half a clean-up can be undone too. */
export function manifestText(moves: readonly Move[]): string {
  return `${JSON.stringify({ version: 1, moved: moves }, undefined, 2)}\n`;
}

/** Throws Failure `feedback.manifest-unreadable`. */
export async function readManifest(root: string, path: string): Promise<readonly Move[]> {
  const text = await readText(root, path);
  const read = schema.safeParse(parsed(text));
  if (read.success) return read.data.moved;
  throw new Failure({
    code: 'feedback.manifest-unreadable',
    what: `Cannot read ${path}`,
    why: read.error.issues[0]?.message ?? 'it is not the manifest of a clean-up',
    fix: 'Name the manifest.json that feedback.tidy wrote, unchanged: `git log -- <manifest>` shows whether it was edited.',
    file: path,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Moves one file when its bytes are the planned ones; nothing to do when it was moved before. */
export async function moveOnce(root: string, from: string, to: string, sha256: string): Promise<void> {
  if (await isAt(root, to, sha256)) {
    if (!(await exists(root, from))) return;
  }
  if (!(await isAt(root, from, sha256))) throw changed(from);
  await moveFile(root, from, to);
}

/** Whether a file with these bytes stands at the path. */
export async function isAt(root: string, path: string, sha256: string): Promise<boolean> {
  return (await exists(root, path)) && digestOf(await readBytes(root, path)) === sha256;
}

function changed(path: string): Failure {
  return new Failure(
    {
      code: 'feedback.moved-file-changed',
      what: `${path} is not the file that was planned for`,
      why: 'its bytes differ, or it is gone; it was left alone',
      fix: 'Look at it and run the command again: a new plan is made then.',
      file: path,
    },
    exitCodes.failed,
  );
}
