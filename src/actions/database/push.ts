import { z } from 'zod';
import { defineAction, type ActionContext } from '../../core/action.ts';
import type { PushResult } from '../../services/supabase/client.ts';
import { attachmentFault, attachToFeedback } from '../feedback/entry/attach.ts';
import { count, workspacePath } from '../inputs.ts';
import { accountOf, sentenceOf, tally } from './push/account.ts';
import { applyPush, logOf, type Pushed } from './push/apply.ts';
import type { PushData } from './push/data.ts';
import { counted } from './push/place.ts';
import { planPush } from './push/plan.ts';
import { acceptable } from './push/trap.ts';
import { invalidWords, newlyInvalid, verifyPush } from './push/verify.ts';

const yesOrNo = z.stringbool();
const trapsToAccept = z.union([z.array(z.enum(acceptable)), z.enum(acceptable).transform((one) => [one])]);

const input = z.strictObject({
  feedback: workspacePath.optional().describe('feedback/<agent>/<YYYY-MM-DD>.md that gets the output'),
  all: yesOrNo.prefault('false').describe('apply also files that are older than the last applied (--include-all)'),
  accept: trapsToAccept.default([]).describe(`traps to go ahead with: ${acceptable.join(', ')}`),
  shadow: yesOrNo.prefault('true').describe('try the files on a scratch database first'),
  seconds: count.default(600).describe('after which the CLI is ended'),
  wait: count.default(60).describe('seconds to wait for what goes on at the server after that'),
});

/** The CLI's words, for whoever verifies in the same process: what is true, the server says. */
const saidIn = new WeakMap<ActionContext, PushResult>();

export const databasePush = defineAction<z.infer<typeof input>, PushData>({
  id: 'database.push',
  summary: 'Apply pending migrations by the real CLI, tried on a scratch database first',
  input,
  effects: 'environment',
  needs: { tools: ['supabase'], services: ['postgres'] },
  recognises: [/\bsupabase db push\b/i, /\bapply\b.*\bmigrations?\b/i],

  plan: planPush,

  async apply(context, wish, { data }) {
    if (data.pending.length === 0) return attach(context, wish.feedback, data);
    const pushed = await applyPush(context, data, wish);
    saidIn.set(context, pushed.said);
    await attach(context, wish.feedback, data, pushed);
  },

  async verify(context, { wait, feedback }, { data }) {
    const outcome = await verifyPush(context, data, wait, saidIn.get(context));
    if (outcome.verdict !== 'verified') return outcome;
    const fault = await attachmentFault(context, { to: feedback, title: titleOf(context, data) });
    return fault === undefined ? outcome : { ...outcome, verdict: 'failed', reason: fault };
  },
});

function titleOf({ environment }: ActionContext, { target }: PushData): string {
  return `supabase db push to ${environment ?? target}`;
}

async function attach(
  context: ActionContext,
  feedback: string | undefined,
  data: PushData,
  pushed?: Pushed,
): Promise<void> {
  if (feedback === undefined) return;
  const title = titleOf(context, data);
  const { target } = data;
  if (pushed === undefined)
    return attachToFeedback(context, feedback, { title, summary: [`${target}: ${nothingPending(data)}`] });
  const files = accountOf(data, pushed.server, pushed.said);
  const summary = [
    `${target}: ${tally(files)}`,
    ...files.map(sentenceOf),
    ...newlyInvalid(data, pushed.server).map(invalidWords),
  ];
  await attachToFeedback(context, feedback, { title, summary, output: logOf(pushed.said.result) });
}

/** Of a run that was cut after its push it is all that can be said: the CLI's words went with it. */
function nothingPending({ applied }: PushData): string {
  const last = applied.at(-1);
  return last === undefined
    ? 'no migration is pending'
    : `no migration is pending; history has ${counted(applied.length, 'file')}, the last is ${last}`;
}
