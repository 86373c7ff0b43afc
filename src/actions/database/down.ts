import { z } from 'zod';
import { defineAction, type ActionContext, type Outcome } from '../../core/action.ts';
import { count } from '../inputs.ts';
import { applyDown, type Stopped } from './down/apply.ts';
import { acceptable, type DownData } from './down/data.ts';
import { planDown } from './down/plan.ts';
import { verifyDown } from './down/verify.ts';

const accepted = z.union([z.array(z.enum(acceptable)), z.enum(acceptable).transform((one) => [one])]);

const input = z.strictObject({
  newest: count.default(1).describe('how many of the applied migrations, the newest first'),
  accept: accepted.default([]).describe(`what to go ahead with: ${acceptable.join(', ')}`),
  wait: count.default(5).describe('seconds to wait for any one lock'),
  seconds: count.default(600).describe('after which one statement is ended'),
});

/** The server's words, for whoever verifies in the same process: what is true, the server says again. */
const stoppedIn = new WeakMap<ActionContext, Stopped>();

export const databaseDown = defineAction<z.infer<typeof input>, DownData>({
  id: 'database.down',
  summary: 'Take the newest migrations back by their way back, tried on a scratch database first',
  input,
  effects: 'environment',
  needs: { tools: ['supabase'], services: ['postgres'] },
  recognises: [
    /\bsupabase migration down\b/i,
    /\b(?:take|roll)\b.*\bmigrations? back\b/i,
    /\b(?:take|roll) back\b.*\bmigrations?\b/i,
  ],

  plan: planDown,

  async apply(context, { wait, seconds }, { data }) {
    const stopped = await applyDown(context, data, { lockSeconds: wait, statementSeconds: seconds });
    if (stopped !== undefined) stoppedIn.set(context, stopped);
  },

  async verify(context, _input, { data }) {
    return { ...(await verifyDown(context, data, stoppedIn.get(context))), ...wordsFor(context, data) };
  },
});

/** What people take for a way back is a reset. */
function wordsFor({ item }: ActionContext, { downs }: DownData): Pick<Outcome, 'asked' | 'done'> {
  const done = `ran ${downs.map(({ path }) => path).join(', ')}, each in one transaction with its row of history`;
  const asked = item?.codes.find((code) => /\bsupabase (?:migration down|db reset)\b/.test(code));
  if (asked === undefined) return { done };
  return { asked, done: `${done}; \`supabase migration down\` would have dropped all that there is and begun anew` };
}
