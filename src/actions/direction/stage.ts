import { z } from 'zod';
import { defineAction } from '../../core/action.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { createGit } from '../../services/git/client.ts';
import { aboutFile } from '../about-file.ts';
import { workspacePath } from '../inputs.ts';
import { stagedOutcome } from '../staged.ts';

const input = z.strictObject({ file: workspacePath.describe('the one file to stage') });

type Data = { readonly staged: readonly string[] };

export const directionStage = defineAction<z.infer<typeof input>, Data>({
  id: 'direction.stage',
  summary: 'Stage one file, and prove that it is the only one',
  input,
  effects: 'workspace',
  needs: { tools: ['git'] },
  recognises: [/^stage only\b/i],
  reads: ({ paths: [path], subject }) => ({ file: path ?? subject }),

  async plan(context, { file }) {
    const git = createGit(context.exec);
    const staged = await git.staged();
    refuseOthers(
      staged.filter((path) => path !== file),
      file,
    );
    const { head, index, worktree } = await git.versions(file);
    if (worktree === undefined) throw missing(file);
    if (worktree === head) throw unchanged(file);
    const change = { kind: 'run', target: file, summary: `git add -- ${file}` } as const;
    return { summary: `Stage ${file}`, changes: index === worktree ? [] : [change], data: { staged } };
  },

  async apply(context, { file }, { changes }) {
    if (changes.length > 0) await createGit(context.exec).add(file);
  },

  async verify(context, { file }) {
    const { index, worktree } = await createGit(context.exec).versions(file);
    const outcome = await stagedOutcome(context, [file]);
    if (outcome.verdict !== 'verified' || index === worktree) return aboutFile(file, outcome);
    return aboutFile(file, { ...outcome, verdict: 'failed', reason: `${file} was changed after it was staged` });
  },
});

/** Others work in the same index: what they staged is theirs, and taking it out would destroy it. */
function refuseOthers(others: readonly string[], file: string): void {
  if (others.length === 0) return;
  throw new Failure(
    {
      code: 'direction.others-staged',
      what: `${others.length === 1 ? 'Another file is' : `${others.length} other files are`} staged already`,
      why: `${others.slice(0, 5).join(', ')}${others.length > 5 ? ', …' : ''}: with ${file} it would not be the only one`,
      fix: 'Commit them, or take them out of the index when they are yours: `git restore --staged <file>`.',
      file,
    },
    exitCodes.failed,
  );
}

function missing(file: string): Failure {
  return new Failure(
    {
      code: 'direction.nothing-to-stage',
      what: `Cannot stage ${file}`,
      why: 'there is no such file',
      fix: 'Write it first.',
      file,
    },
    exitCodes.failed,
  );
}

function unchanged(file: string): Failure {
  return new Failure(
    {
      code: 'direction.nothing-to-stage',
      what: `Cannot stage ${file}`,
      why: 'it is as the last commit holds it, so there is nothing to stage',
      fix: 'Look at the tasks before this one: one of them should have changed it.',
      file,
    },
    exitCodes.failed,
  );
}
