import { z } from 'zod';
import { defineAction, type ActionContext, type Outcome } from '../../core/action.ts';
import { digestOf } from '../../services/files/digest.ts';
import { readTextIfThere } from '../../services/files/read.ts';
import { workspacePath } from '../inputs.ts';
import { blockersEntry } from './entry/blockers.ts';
import { applyEntry, planEntry, verifyEntry, type PlannedEntry } from './entry/plan-entry.ts';
import { feedbackPathOf, feedbackPathsIn } from './entry/feedback-path.ts';
import { runOf } from './entry/unsettled.ts';

const input = z.strictObject({
  to: workspacePath.optional().describe('feedback/<agent>/<YYYY-MM-DD>.md; what the task names when absent'),
});

/** Nothing to write is a plan too: it says what the file was, so that `verify` can tell that it was left alone. */
type Data =
  | { readonly kind: 'none'; readonly path: string; readonly sha256: string | null }
  | { readonly kind: 'entry'; readonly entry: PlannedEntry };

export const feedbackBlockers = defineAction<z.infer<typeof input>, Data>({
  id: 'feedback.blockers',
  summary: 'Note what is not settled so far in a feedback file, when there is any',
  input,
  effects: 'workspace',
  needs: {},
  recognises: [/\b(note|log|list|record) (any |all )?blockers\b/i],
  writes: ({ to }, { item }) => feedbackPathsIn(item, to),

  async plan(context, { to }) {
    const entry = blockersEntry(context, runOf(context));
    const { path, agent, date } = feedbackPathOf(context.item, to);
    if (entry === undefined) {
      const data: Data = { kind: 'none', path, sha256: await digestAt(context, path) };
      return { summary: 'No blockers: nothing to write', changes: [], data };
    }
    const planned = await planEntry(context.root, path, `${agent} feedback, ${date}`, entry);
    return {
      summary: `Note blockers in ${path}`,
      changes: planned.changes,
      data: { kind: 'entry', entry: planned.data },
    };
  },

  async apply(context, _input, { data }) {
    if (data.kind === 'entry') await applyEntry(context.root, data.entry);
  },

  async verify(context, _input, { data }) {
    const entry = blockersEntry(context, runOf(context));
    if (data.kind === 'none') return await verifyNothing(context, data.path, data.sha256, entry === undefined);
    if (entry === undefined) return { verdict: 'failed', reason: 'blockers were noted though every task is settled' };
    return await verifyEntry(context.root, data.entry, entry);
  },
});

async function verifyNothing(
  context: ActionContext,
  path: string,
  before: string | null,
  isSettled: boolean,
): Promise<Outcome> {
  if (!isSettled) return { verdict: 'failed', reason: 'there are blockers now that the plan did not know' };
  if ((await digestAt(context, path)) !== before)
    return { verdict: 'failed', reason: `${path} changed though there were no blockers to note` };
  return { verdict: 'verified', reason: 'no blockers: every task so far is settled', facts: { blockers: 0 } };
}

async function digestAt(context: ActionContext, path: string): Promise<string | null> {
  const text = await readTextIfThere(context.root, path);
  return text === undefined ? null : digestOf(text);
}
