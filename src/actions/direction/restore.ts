import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { defineAction, type ActionContext } from '../../core/action.ts';
import { inside } from '../../services/files/inside.ts';
import { readTextIfThere } from '../../services/files/read.ts';
import { createGit } from '../../services/git/client.ts';
import { hasWritten } from '../about-file.ts';
import { workspacePath } from '../inputs.ts';

const input = z.strictObject({ file: workspacePath.describe('the file to bring back to the last commit') });

type Data = { readonly isCommitted: boolean; readonly isOurs: boolean };

export const directionRestore = defineAction<z.infer<typeof input>, Data>({
  id: 'direction.restore',
  summary: 'Bring a file back to the last commit, in the index and in the work tree',
  input,
  effects: 'workspace',
  needs: { tools: ['git'] },
  recognises: [/\bgit (?:checkout|restore)\b.* -- /],
  reads: ({ paths: [path], subject }) => ({ file: path ?? subject }),
  writes: ({ file }) => [file],

  async plan(context, { file }) {
    const { head, index, worktree } = await createGit(context.exec).versions(file);
    const isOurs = isWrittenByUs(context, file);
    const isThere = index === head && worktree === head;
    const change =
      head === undefined
        ? ({ kind: 'delete', target: file, summary: 'the last commit does not hold it' } as const)
        : ({ kind: 'update', target: file, summary: 'as the last commit holds it' } as const);
    return {
      summary: `Restore ${file}`,
      changes: isThere || !isOurs ? [] : [change],
      data: { isCommitted: head !== undefined, isOurs },
    };
  },

  /** What is dropped is kept as evidence first: a way back has a way back too. */
  async apply(context, { file }, { changes, data }) {
    if (changes.length === 0) return;
    const dropped = await readTextIfThere(context.root, file);
    if (dropped !== undefined) await context.keep(`dropped-${file.replaceAll(/[^\w.-]+/g, '-')}`, dropped);
    const git = createGit(context.exec);
    if (data.isCommitted) return await git.restore(file);
    await git.forget(file);
    await rm(await inside(context.root, file), { force: true });
  },

  async verify(context, { file }, { data }) {
    const words = {
      asked: `git checkout -- ${file}`,
      done: `git restore --source=HEAD --staged --worktree -- ${file}`,
    };
    if (!data.isOurs) return { verdict: 'verified', reason: `this run had not changed ${file}: it was left as it is` };
    const { head, index, worktree } = await createGit(context.exec).versions(file);
    if (index !== head) return { verdict: 'failed', reason: `${file} is still staged`, ...words };
    if (worktree !== head) return { verdict: 'failed', reason: `${file} is not what the last commit holds`, ...words };
    return { verdict: 'verified', ...words, facts: { head: head ?? null } };
  },
});

/** In a run, only what the run has written is dropped: when it stopped before that, the edits there are someone else's. */
function isWrittenByUs(context: ActionContext, file: string): boolean {
  return context.run === undefined || hasWritten(context.run, file);
}
