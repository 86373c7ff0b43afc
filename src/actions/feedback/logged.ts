import { z } from 'zod';
import { defineCheck } from '../../core/action.ts';
import type { TaskRecord } from '../../core/record.ts';
import { readTextIfThere } from '../../services/files/read.ts';
import { workspacePath } from '../inputs.ts';
import { blocksAbout } from './entry/blocks.ts';
import { reasonOf, unsettledTasks } from './entry/unsettled.ts';
import { onOneLine } from './entry/words.ts';

export const feedbackLogged = defineCheck({
  id: 'feedback.logged',
  summary: 'Check that every unsettled task of the run is noted in a file with its reason',
  input: z.strictObject({ file: workspacePath }),
  effects: 'none',
  needs: {},
  recognises: [/\bblockers? (are |is )?logged\b/i],

  async check(context, { file }) {
    if (context.run === undefined) return { verdict: 'unknown', reason: 'outside a run nothing says what blocked' };
    const unsettled = unsettledTasks(context.run);
    if (unsettled.length === 0)
      return { verdict: 'verified', reason: 'no blockers: every task is settled', facts: { blockers: 0 } };
    const blocks = blocksAbout((await readTextIfThere(context.root, file)) ?? '', context.run.id);
    const missing = unsettled.filter((task) => !blocks.some((block) => tells(block, task)));
    const facts = { blockers: unsettled.length, missing: missing.map((task) => task.number) };
    if (missing.length === 0) return { verdict: 'verified', facts };
    const named = missing.map((task) => `${task.number} (${task.verdict})`).join(', ');
    return {
      verdict: 'failed',
      reason: `${file} does not name, with the reason, of run ${context.run.id}: ${named}`,
      fix: 'Bind `feedback.write` to the last task, and let that task run: it notes them.',
      facts,
    };
  },
});

function tells(block: string, task: TaskRecord): boolean {
  return block.includes(onOneLine(task.title)) && block.includes(onOneLine(reasonOf(task)));
}
