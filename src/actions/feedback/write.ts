import { z } from 'zod';
import { defineAction } from '../../core/action.ts';
import { workspacePath } from '../inputs.ts';
import { feedbackPathOf, feedbackPathsIn } from './entry/feedback-path.ts';
import { applyEntry, planEntry, verifyEntry, type PlannedEntry } from './entry/plan-entry.ts';
import { reportEntry } from './entry/report.ts';
import { runOf } from './entry/unsettled.ts';

const input = z.strictObject({
  to: workspacePath.optional().describe('feedback/<agent>/<YYYY-MM-DD>.md; what the task names when absent'),
});

export const feedbackWrite = defineAction<z.infer<typeof input>, PlannedEntry>({
  id: 'feedback.write',
  summary: 'Write feedback from the journal: status, evidence, blockers, next steps',
  input,
  effects: 'workspace',
  needs: {},
  recognises: [/\bwrite (?:your |the )?feedback\b/i],
  writes: ({ to }, { item }) => feedbackPathsIn(item, to),

  async plan(context, { to }) {
    const { path, agent, date } = feedbackPathOf(context.item, to);
    const entry = reportEntry(context, runOf(context));
    const { changes, data } = await planEntry(context.root, path, `${agent} feedback, ${date}`, entry);
    return { summary: `Write feedback to ${path}`, changes, data };
  },

  async apply(context, _input, { data }) {
    await applyEntry(context.root, data);
  },

  async verify(context, _input, { data }) {
    return await verifyEntry(context.root, data, reportEntry(context, runOf(context)));
  },
});
