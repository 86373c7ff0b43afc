import { z } from 'zod';
import { defineCheck, type ActionContext, type Outcome } from '../../core/action.ts';
import { worstOf } from '../../core/verdict.ts';
import { listOfWords } from '../inputs.ts';
import { noticeOf, type Notice } from './drill/notice.ts';
import { writeRecords } from './drill/records.ts';
import { inScratch, movedTo } from './drill/scratch.ts';
import { channelsOf, isEmail, speakerOf } from './send/configured.ts';
import type { NotifySettings } from './settings.ts';

const input = z.strictObject({
  channels: listOfWords.optional().describe('names of channels, as a comma list; those that write mail when absent'),
  test: z.stringbool().optional().describe('send the two notices live as well; a rehearsal does, to its emulators'),
});

export const notifyDrill = defineCheck({
  id: 'notify.drill',
  summary: 'Let a made-up check fail and pass again, and see that the notice of each was taken',
  input,
  effects: 'none',
  // As of notify.send: one that is missing is what the channel says.
  needs: {},
  recognises: [/\brehears\w+ (?:of a )?failure\b/iu],

  async check(context, { channels: named, test }) {
    const { environment, settings } = speakerOf(context);
    const own = channelsOf(environment, settings);
    const names = named ?? own.filter(isEmail).map(([name]) => name);
    const unknown = names.filter((name) => !own.some(([each]) => each === name));
    if (unknown.length > 0) return { verdict: 'failed', reason: `${environment} has no channel ${unknown.join(', ')}` };
    if (names.length === 0) return { verdict: 'unknown', reason: `${environment} has no channel that writes mail` };
    if (!(test ?? context.mode === 'rehearsal'))
      return { verdict: 'unknown', reason: 'no notice was sent: live, two marked ones are with `test=true`' };
    return sumUp(await drill(context, environment, { ...settings, ...onlyFor(settings, names) }));
  },
});

/** A maintenance window would keep it silent: what is looked at is that a failure would be told. */
function onlyFor(
  { channels }: NotifySettings,
  names: readonly string[],
): Pick<NotifySettings, 'channels' | 'maintenance'> {
  return {
    channels: Object.fromEntries(Object.entries(channels).filter(([name]) => names.includes(name))),
    maintenance: [],
  };
}

async function drill(
  context: ActionContext,
  environment: string,
  settings: NotifySettings,
): Promise<readonly Notice[]> {
  const { opens, closesAfter } = settings.incidents;
  const now = context.clock.now();
  const before = new Date(now.getTime() - closesAfter * 1000);
  const channels = Object.keys(settings.channels);
  return inScratch(async (root) => {
    await writeRecords(root, { environment, state: 'fail', count: opens.fails, until: before });
    const open = await noticeOf(context, movedTo(root, context, settings, before), 'open', channels);
    // What nobody was told of needs no word that it is over.
    if (open.verdict !== 'verified') return [open];
    await writeRecords(root, { environment, state: 'pass', count: closesAfter, until: now });
    return [open, await noticeOf(context, movedTo(root, context, settings, now), 'close', channels)];
  });
}

function sumUp(notices: readonly Notice[]): Outcome {
  const worst = worstOf(notices.map(({ verdict }) => verdict));
  const reasons = notices.flatMap(({ kind, verdict, words }) => (verdict === 'verified' ? [] : [`${kind}: ${words}`]));
  return {
    verdict: worst === 'verified' || worst === 'failed' ? worst : 'unknown',
    ...(reasons.length === 0 ? {} : { reason: reasons.join('; ') }),
    facts: Object.fromEntries(notices.map(({ kind, ...rest }) => [kind, { ...rest }])),
  };
}
