import { performance } from 'node:perf_hooks';
import { Failure, type FailureData } from '../../../core/failure.ts';
import { sendAlertmanager } from './alertmanager.ts';
import type { Delivery, Dispatch, Taken } from './channel.ts';
import { sendEmail } from './email.ts';
import { sendPagerduty } from './pagerduty.ts';
import type { ChannelSettings } from './settings.ts';
import { sendWebhook } from './webhook.ts';

/** Sends over one channel and says how it went. Throws nothing: no channel keeps another from its message. */
export async function sendTo(
  channel: string,
  settings: ChannelSettings,
  dispatch: Omit<Dispatch, 'timeoutMs'>,
): Promise<Delivery> {
  const started = performance.now();
  const done = (verdict: Delivery['verdict'], taken: Taken): Delivery => ({
    channel,
    kind: settings.kind,
    verdict,
    ...taken,
    durationMs: Math.round(performance.now() - started),
  });
  try {
    const taken = await sending(settings, { ...dispatch, timeoutMs: settings.timeout * 1000 });
    return done(taken.failure === undefined ? 'accepted' : 'failed', taken);
  } catch (error) {
    if (error instanceof Failure) return done('unknown', { ids: [], words: error.data.what, failure: error.data });
    return done('failed', { ids: [], words: 'it broke', failure: brokenBy(error), mayBeTaken: true });
  }
}

/** A fault of ours in one channel is told like any other: the others have their messages. */
function brokenBy(error: unknown): FailureData {
  return {
    code: 'notify.broken',
    what: 'The channel broke',
    why: error instanceof Error ? error.message : 'no reason was given',
    fix: 'This is a fault of Prestage: report it with the record of this run. It is sent again with the next run.',
  };
}

async function sending(settings: ChannelSettings, dispatch: Dispatch): Promise<Taken> {
  if (settings.kind === 'email') return sendEmail(settings, dispatch);
  if (settings.kind === 'webhook') return sendWebhook(settings, dispatch);
  if (settings.kind === 'pagerduty') return sendPagerduty(settings, dispatch);
  if (settings.kind === 'alertmanager') return sendAlertmanager(settings, dispatch);
  // Its client is for those alone who have such a channel.
  return (await import('./github-issue.ts')).sendGithubIssue(settings, dispatch);
}
