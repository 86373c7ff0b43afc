import { createHmac } from 'node:crypto';
import type { Json } from '../../../core/json.ts';
import { canonicalJson } from '../../../core/json.ts';
import { digestOf } from '../../../services/files/digest.ts';
import { groupsOf, type Digest } from '../message/digest.ts';
import { idsOf, type Dispatch, type Taken } from './channel.ts';
import { post } from './post.ts';
import type { WebSettings } from './settings.ts';

/** One signed JSON message with all of it. */
export async function sendWebhook(settings: WebSettings & { kind: 'webhook' }, dispatch: Dispatch): Promise<Taken> {
  const { context, digest } = dispatch;
  const secret = await context.secret(settings.secret);
  const body = canonicalJson(noticeOf(digest));
  const timestamp = String(Math.floor(Date.parse(digest.at) / 1000));
  const signature = createHmac('sha256', secret.reveal()).update(`${timestamp}.${body}`).digest('hex');
  const headers = {
    'x-prestage-timestamp': timestamp,
    'x-prestage-signature': `sha256=${signature}`,
    'idempotency-key': digestOf(idsOf(digest.actions).toSorted().join('\n')).slice(0, 32),
  };
  const posted = await post({ url: settings.url, headers, body }, dispatch);
  return { ...posted, ids: posted.failure === undefined ? idsOf(digest.actions) : [] };
}

function noticeOf(digest: Digest): Json {
  const { environment, mode, isTest, at, actions, others, links } = digest;
  return {
    format: 'prestage.notice/1',
    environment,
    mode,
    test: isTest,
    at,
    actions: actions.map(({ id, kind, at, incident, said }) => ({
      id,
      kind,
      at,
      incident: { ...incident },
      said: { ...said },
    })),
    standing: groupsOf(digest).map(({ incident, state }) => ({ key: incident.key, uuid: incident.uuid, state })),
    others: others.map(({ last, ...incident }) => (last === undefined ? incident : { ...incident, last: { ...last } })),
    records: links.records,
    ...(links.run === undefined ? {} : { run: links.run }),
  };
}
