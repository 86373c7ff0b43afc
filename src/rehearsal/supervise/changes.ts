import type { Exec } from '../../core/command.ts';
import { expectSuccess } from '../../services/git/ask.ts';
import { fillIndexFromTree, patchBetween, treeOfIndex } from '../../services/git/tree-argv.ts';

export interface Changes {
  /** What has changed in the copy since then, as `git apply` takes it. */
  patch(): Promise<string>;
}

/** `index` is where git may keep one of its own, outside of the copy. Ignored files are in no patch: the account names them. */
export async function watchChanges(exec: Exec, index: string): Promise<Changes> {
  const before = await treeNow(exec, index);
  return { patch: async () => expectSuccess(exec, patchBetween(before, await treeNow(exec, index))) };
}

async function treeNow(exec: Exec, index: string): Promise<string> {
  await expectSuccess(exec, fillIndexFromTree(index));
  return (await expectSuccess(exec, treeOfIndex(index))).trim();
}
