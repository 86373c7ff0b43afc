import { z } from 'zod';
import { defineCheck, type ActionContext, type Outcome } from '../../core/action.ts';
import { worstOf } from '../../core/verdict.ts';
import { listOfWords } from '../inputs.ts';
import type { EmailSettings } from './channels/settings.ts';
import { readAddress } from './message/mail.ts';
import { rehearseChannel, type Rehearsed } from './rehearse/channel.ts';
import { channelsOf, isEmail, speakerOf } from './send/configured.ts';
import { notifySettings } from './settings.ts';

const input = z.strictObject({
  to: listOfWords.optional().describe('who must be among those who are told; what the task names when absent'),
  test: z.stringbool().optional().describe('also send it, marked as a test; a rehearsal does, to its mail server'),
});

export const notifyRehearse = defineCheck({
  id: 'notify.rehearse',
  summary: 'Write the exact mail, log in at the mail server, and send it as a test when asked to',
  input,
  effects: 'none',
  needs: { secrets: passwordsIn },
  recognises: [/\bnotify\b.*\b(?:e-?mail|fly)\b/iu, /\bnotification dry run\b/iu],
  reads: ({ text }) => ({ to: addressesIn(text) }),

  async check(context, { to, test }) {
    const { environment, settings } = speakerOf(context);
    const channels = channelsOf(environment, settings).filter(isEmail);
    const asked = to ?? addressesIn(context.item?.text ?? '');
    const words = askedAndDone(
      context,
      channels.map(([, channel]) => channel),
    );
    const missing = asked.filter((address) => !channels.some(([, channel]) => writesTo(channel, address)));
    if (missing.length > 0) return { verdict: 'failed', reason: notTold(missing, environment), ...words };
    if (channels.length === 0)
      return { verdict: 'unknown', reason: `${environment} has no channel that writes mail`, ...words };
    const sends = test ?? context.mode === 'rehearsal';
    const done = await Promise.all(
      channels.map(async ([name, channel]) => rehearseChannel(context, { name, channel, sends, settings })),
    );
    return { ...sumUp(done), ...words };
  },
});

/** Of those channels alone that are rehearsed. */
function passwordsIn(settings: unknown): readonly string[] {
  const read = notifySettings.safeParse(settings ?? {});
  if (!read.success) return [];
  const names = Object.values(read.data.channels).flatMap((channel) =>
    channel.kind === 'email' ? [channel.password.secret] : [],
  );
  return [...new Set(names)].toSorted((a, b) => (a < b ? -1 : 1));
}

function addressesIn(text: string): string[] {
  return [...text.matchAll(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu)].map(([address]) => address);
}

function writesTo({ to }: EmailSettings, address: string): boolean {
  return to.some((each) => readAddress(each).address.toLowerCase() === address.toLowerCase());
}

function notTold(missing: readonly string[], environment: string): string {
  return `no mail of ${environment} goes to ${missing.join(', ')}: add it to \`notify.channels\` of prestage.config.ts`;
}

/** Fly has no mail service: an order that names it gets SMTP, and is told so. */
function askedAndDone({ item }: ActionContext, channels: readonly EmailSettings[]): Pick<Outcome, 'asked' | 'done'> {
  const text = item?.text ?? '';
  if (!/\bfly\b/iu.test(text)) return {};
  const servers = [...new Set(channels.map(({ smtp }) => smtp))].join(', ') || 'a mail server';
  return {
    asked: text,
    done: `Fly.io sends no mail: it goes by SMTP over TLS, through ${servers}, which the workflow calls whether or not Fly is up.`,
  };
}

function sumUp(done: readonly Rehearsed[]): Outcome {
  const verdicts = done.flatMap(({ rendered, verified, accepted }) => [rendered, verified, accepted]);
  const looked = verdicts.filter(({ verdict }) => verdict !== 'not asked');
  const worst = worstOf(
    looked.map(({ verdict }) => (verdict === 'verified' || verdict === 'failed' ? verdict : 'unknown')),
  );
  const reasons = looked.filter(({ verdict }) => verdict !== 'verified').map(({ words }) => words);
  const unsent = done.filter(({ accepted }) => accepted.verdict === 'not asked').map(({ channel }) => channel);
  const reason =
    reasons.length > 0
      ? [...new Set(reasons)].join('; ')
      : unsent.length > 0
        ? `no mail was sent over ${unsent.join(', ')}: with \`test=true\` a marked one is`
        : undefined;
  return {
    verdict: worst === 'verified' || worst === 'failed' ? worst : 'unknown',
    ...(reason === undefined ? {} : { reason }),
    facts: Object.fromEntries(
      done.map(({ channel, rendered, verified, accepted }) => [
        channel,
        { rendered: { ...rendered }, verified: { ...verified }, accepted: { ...accepted } },
      ]),
    ),
  };
}
