import { z } from 'zod';
import type { ActionContext, EvidenceFile, Outcome } from '../../../core/action.ts';
import { notifySend } from '../send.ts';

/** What became of one notice, as the record of its sending has it. */
export interface Notice {
  readonly kind: 'open' | 'close';
  readonly verdict: 'verified' | 'failed' | 'unknown';
  readonly words: string;
  readonly file?: string;
}

const account = z.object({
  actions: z.array(z.object({ id: z.string(), kind: z.string() })),
  deliveries: z.array(
    z.object({ channel: z.string(), verdict: z.string(), taken: z.array(z.string()), words: z.string() }),
  ),
});

/**
 * Sends what the newest records open or close, by the very action that a night sends with, and looks at what was taken. `inside`
 * is the context of the throw-away folder, `context` the one that keeps evidence.
 */
export async function noticeOf(
  context: ActionContext,
  inside: ActionContext,
  kind: Notice['kind'],
  channels: readonly string[],
): Promise<Notice> {
  const kept: { content: unknown; file: EvidenceFile }[] = [];
  const archive: ActionContext['archive'] = async (_area, { content }) => {
    const file = await context.keep(`notice-${kind}.json`, `${JSON.stringify(content, undefined, 2)}\n`);
    kept.push({ content, file });
    return file;
  };
  const outcome = await send({ ...inside, archive });
  const [first] = kept;
  const read = account.safeParse(first?.content);
  const file = first === undefined ? {} : { file: first.file.path };
  if (!read.success) return { kind, verdict: 'unknown', words: `no notice of its ${kind} was written`, ...file };
  return { kind, ...judge(read.data, { kind, channels, outcome }), ...file };
}

/** Planned, applied and verified as a night does it. */
async function send(inside: ActionContext): Promise<Outcome> {
  if (notifySend.effects === 'none') throw new Error('to send is a change');
  const plan = await notifySend.plan(inside, {});
  await notifySend.apply(inside, {}, plan);
  return notifySend.verify(inside, {}, plan);
}

interface Wish {
  readonly kind: Notice['kind'];
  readonly channels: readonly string[];
  readonly outcome: Outcome;
}

function judge(
  { actions, deliveries }: z.infer<typeof account>,
  { kind, channels, outcome }: Wish,
): Pick<Notice, 'verdict' | 'words'> {
  const own = actions.filter((action) => action.kind === kind);
  const [action] = own;
  if (action === undefined || own.length !== 1 || actions.length !== 1)
    return {
      verdict: 'failed',
      words: `not one notice of its ${kind} was due, but ${actions.length} of ${actions.map((each) => each.kind).join(', ') || 'nothing'}`,
    };
  if (outcome.verdict !== 'verified')
    return { verdict: outcome.verdict === 'failed' ? 'failed' : 'unknown', words: outcome.reason ?? 'it was not sent' };
  const missing = channels.filter(
    (channel) =>
      !deliveries.some(
        (each) => each.channel === channel && each.verdict === 'accepted' && each.taken.includes(action.id),
      ),
  );
  if (missing.length > 0) return { verdict: 'failed', words: `${missing.join(', ')} did not take it` };
  return { verdict: 'verified', words: deliveries.map(({ channel, words }) => `${channel}: ${words}`).join('; ') };
}
