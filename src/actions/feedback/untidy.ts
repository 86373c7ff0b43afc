import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { defineAction } from '../../core/action.ts';
import { codeOf } from '../../services/files/failures.ts';
import { inside } from '../../services/files/inside.ts';
import { exists } from '../../services/files/read.ts';
import { workspacePath } from '../inputs.ts';
import { isAt, moveOnce, readManifest, type Move } from './stray/manifest.ts';

const input = z.strictObject({ manifest: workspacePath.describe('the manifest.json of the clean-up to undo') });

type Data = { readonly moves: readonly Move[] };

export const feedbackUntidy = defineAction<z.infer<typeof input>, Data>({
  id: 'feedback.untidy',
  summary: 'Undo a clean-up: put stray Markdown back where its manifest says',
  input,
  effects: 'workspace',
  needs: {},
  recognises: [],

  async plan(context, { manifest }) {
    const moves = await readManifest(context.root, manifest);
    const changes = moves.map(({ from, to }) => ({ kind: 'move', target: to, summary: `back to ${from}` }) as const);
    return { summary: `Put ${moves.length} files back`, changes, data: { moves } };
  },

  /** The manifest goes last: what is cut half-way is finished by the same command. */
  async apply(context, { manifest }, { data }) {
    for (const { from, to, sha256 } of data.moves) await moveOnce(context.root, to, from, sha256);
    await rm(await inside(context.root, manifest));
    for (const path of [...data.moves.map(({ to }) => to), manifest])
      await removeEmptyFolders(context.root, dirname(path));
  },

  async verify(context, { manifest }, { data }) {
    for (const { from, to, sha256 } of data.moves) {
      if (!(await isAt(context.root, from, sha256)))
        return { verdict: 'failed', reason: `${from} does not hold what was taken from it` };
      if (await exists(context.root, to)) return { verdict: 'failed', reason: `${to} still stands in the archive` };
    }
    if (await exists(context.root, manifest)) return { verdict: 'failed', reason: `${manifest} is still there` };
    return { verdict: 'verified', facts: { restored: data.moves.map(({ from }) => from) } };
  },
});

async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  if (folder === '.' || folder === '/') return;
  try {
    await rmdir(await inside(root, folder));
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error) ?? '')) return;
    throw error;
  }
  await removeEmptyFolders(root, dirname(folder));
}
