import type { ActionContext, ArchivedRecord, Outcome } from '../../../core/action.ts';
import type { Json } from '../../../core/json.ts';
import { worstOf } from '../../../core/verdict.ts';
import type { Delivery } from '../channels/channel.ts';
import { openIncidents, type IncidentState } from '../incidents/state.ts';
import type { Occasion, Sent } from './deliver.ts';

/** What was to be told, and how each channel did: one record a run. */
export function accountOf(
  { environment = '', mode, redact }: ActionContext,
  owed: IncidentState,
  { state, deliveries }: Sent,
  { at, links, remarks }: Occasion,
): ArchivedRecord {
  const told = owed.outbox.map(({ action: { id, kind, at, incident, said } }) => ({
    id,
    kind,
    at,
    uuid: incident.uuid,
    key: incident.key,
    check: incident.check,
    severity: incident.severity,
    since: incident.since,
    summary: redact(said.summary),
  }));
  const content = {
    format: 'prestage.notify/1',
    environment,
    mode,
    at,
    records: links.records,
    actions: told,
    deliveries: deliveries.map((delivery) => shownDelivery(delivery, redact)),
    open: openIncidents(state).map(({ uuid, key, severity, since }) => ({ uuid, key, severity, since })),
    owed: state.outbox.length,
    remarks,
  };
  return { content, line: { actions: told.length, open: content.open.length, owed: content.owed } };
}

function shownDelivery(
  { channel, kind, verdict, ids, later = [], words, failure, mayBeTaken, durationMs }: Delivery,
  redact: (text: string) => string,
) {
  return {
    channel,
    kind,
    verdict,
    taken: ids,
    ...(later.length === 0 ? {} : { later }),
    words: redact(words),
    ...(failure === undefined
      ? {}
      : { failure: { code: failure.code, what: redact(failure.what), why: redact(failure.why) } }),
    ...(mayBeTaken === true ? { mayBeTaken } : {}),
    durationMs,
  };
}

/** What is owed, the state on disk says; why, the channels. */
export function verdictOf(state: IncidentState, deliveries: readonly Delivery[]): Outcome {
  const facts: Record<string, Json> = {
    open: openIncidents(state).map(({ key }) => key),
    owed: state.outbox.length,
    // Several mails of one channel: the one that failed says how it stands.
    channels: Object.fromEntries(
      deliveries.toSorted(acceptedFirst).map(({ channel, verdict, words }) => [channel, { verdict, words }]),
    ),
  };
  const bad = deliveries.filter(({ verdict }) => verdict !== 'accepted');
  const verdict = worstOf(bad.map(({ verdict }) => (verdict === 'failed' ? 'failed' : 'unknown')));
  if (bad.length > 0)
    return { verdict: verdict === 'failed' ? 'failed' : 'unknown', reason: bad.map(reasonOf).join('; '), facts };
  if (state.outbox.length > 0)
    return { verdict: 'failed', reason: `${state.outbox.length} notices are still owed`, facts };
  return { verdict: 'verified', ...(deliveries.length === 0 ? { reason: 'there was nothing to tell' } : {}), facts };
}

function acceptedFirst(a: Delivery, b: Delivery): number {
  return Number(b.verdict === 'accepted') - Number(a.verdict === 'accepted');
}

function reasonOf({ channel, failure, words }: Delivery): string {
  return failure === undefined
    ? `${channel}: ${words}`
    : `${channel}: ${failure.what} (${failure.why}). ${failure.fix}`;
}
