import { z } from 'zod';
import { defineAction, type ActionContext, type Outcome } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import { attachmentFault, attachToFeedback } from '../feedback/entry/attach.ts';
import { workspacePath } from '../inputs.ts';
import { applySeeds } from './seed/apply.ts';
import { judgeSeeds } from './seed/judge.ts';
import { planSeeds, toRun, type SeedPlan } from './seed/plan.ts';
import { whereToSeed } from './seed/where.ts';
import { evidenceLines } from './seed/words.ts';

const input = z.strictObject({
  idempotent: z
    .enum(['required', 'reported'])
    .default('required')
    .describe('what happens when running the seeds twice leaves other rows than once: nothing is run, or it is said'),
  differing: z
    .enum(['reported', 'rerun'])
    .default('reported')
    .describe('what happens to a seed that is recorded as run while its rows hold other values'),
  feedback: workspacePath
    .optional()
    .describe('feedback/<agent>/<YYYY-MM-DD>.md that the evidence is written to as well'),
});

export const databaseSeed = defineAction<z.infer<typeof input>, SeedPlan>({
  id: 'database.seed',
  summary: 'Run the seeds that are new or changed, and prove that their rows are there',
  input,
  effects: 'environment',
  needs: { tools: ['supabase'], services: ['postgres'] },
  recognises: [/\bsupabase db seed\b/i, /\bseed (?:the )?(?:staging|database)\b/i],

  async plan(context, wish) {
    return planSeeds(context, wish);
  },

  async apply(context, { feedback }, { data }) {
    const login = await whereToSeed(context);
    try {
      await applySeeds(context, login, data);
    } catch (error) {
      if (error instanceof Failure) await attach(context, feedback, [`failed: ${error.message}`]);
      throw error;
    }
    // The same look that the verdict is made of.
    await attach(context, feedback, evidenceLines(data, await judgeSeeds(context, login, data)));
  },

  async verify(context, { feedback }, { data }) {
    const outcome = await judgeSeeds(context, await whereToSeed(context), data);
    await context.keep('seeds.json', `${JSON.stringify(outcome.facts, null, 2)}\n`);
    const words = wordsFor(context, data);
    if (outcome.verdict !== 'verified') return { ...outcome, ...words };
    const fault = await attachmentFault(context, { to: feedback, title: titleOf(context) });
    return { ...outcome, ...words, ...(fault === undefined ? {} : { verdict: 'failed', reason: fault }) };
  },
});

function titleOf({ environment }: ActionContext): string {
  return `Seeds on ${environment ?? 'the database'}`;
}

async function attach(context: ActionContext, feedback: string | undefined, summary: readonly string[]): Promise<void> {
  if (feedback === undefined) return;
  await attachToFeedback(context, feedback, { title: titleOf(context), summary });
}

/** `supabase db seed` is in every order and in no CLI. */
function wordsFor({ item }: ActionContext, plan: SeedPlan): Pick<Outcome, 'asked' | 'done'> {
  const many = toRun(plan).length;
  const done = {
    nobody: 'nothing had to be run: every seed has been run as it is',
    cli: `supabase db push --include-seed, which ran ${many} new seeds`,
    prestage: `ran ${many} seeds in one transaction and recorded them, since the CLI records a changed seed without running it`,
  }[plan.by];
  const asked = item?.codes.find((code) => /\bsupabase (?:db )?seed\b/.test(code));
  if (asked === undefined) return { done };
  return { asked, done: `${done}; there is no \`supabase db seed\`` };
}
