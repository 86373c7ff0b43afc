import { canonicalJson } from '../../../core/json.ts';
import type { Incident, Said } from '../incidents/incident.ts';
import { groupsOf, type Digest } from '../message/digest.ts';
import { runbookOf, followed } from '../message/link.ts';
import { idsOf, type Dispatch, type Taken } from './channel.ts';
import { post } from './post.ts';
import type { WebSettings } from './settings.ts';

/** An alert that nobody repeats is over for Alertmanager: it is told until when this one holds, a night and some hours. */
const holdsMs = 30 * 3_600_000;

/** All that is open and all that was closed, in one call: API v2. Its labels are its identity, so nothing that changes is one. */
export async function sendAlertmanager(
  settings: WebSettings & { kind: 'alertmanager' },
  dispatch: Dispatch,
): Promise<Taken> {
  const { context, digest } = dispatch;
  const headers =
    settings.token === undefined ? {} : { authorization: `Bearer ${(await context.secret(settings.token)).reveal()}` };
  const base = settings.url.endsWith('/') ? settings.url : `${settings.url}/`;
  const url = new URL('api/v2/alerts', base).href;
  const posted = await post({ url, headers, body: canonicalJson(alertsOf(digest)) }, dispatch);
  return { ...posted, ids: posted.failure === undefined ? idsOf(digest.actions) : [] };
}

function alertsOf(digest: Digest) {
  const told = groupsOf(digest).map(({ incident, last }) =>
    alertOf(digest, incident, { said: last.said, ...(last.kind === 'close' ? { until: last.at } : {}) }),
  );
  return [
    ...told,
    ...digest.others.map(({ last, ...incident }) =>
      alertOf(digest, incident, last === undefined ? {} : { said: last }),
    ),
  ];
}

function alertOf(digest: Digest, incident: Incident, { said, until }: { said?: Said; until?: string }) {
  const runbook = runbookOf(incident.check, digest.links);
  const { environment, check, kind, severity, uuid } = incident;
  return {
    labels: { alertname: 'PrestageCheck', environment, check, kind },
    annotations: {
      severity,
      uuid,
      ...(said === undefined ? {} : { summary: said.summary, ...(said.next === undefined ? {} : { next: said.next }) }),
      ...(runbook === undefined ? {} : { runbook_url: followed(runbook, digest.links).href ?? runbook }),
    },
    startsAt: incident.since,
    endsAt: until ?? new Date(Date.parse(digest.at) + holdsMs).toISOString(),
    ...(digest.links.run === undefined ? {} : { generatorURL: digest.links.run }),
  };
}
