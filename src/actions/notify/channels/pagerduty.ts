import { canonicalJson } from '../../../core/json.ts';
import type { FailureData } from '../../../core/failure.ts';
import type { IncidentAction } from '../incidents/incident.ts';
import { commandOf, evidenceOf, followed, runbookOf } from '../message/link.ts';
import { clauseOf } from '../message/words.ts';
import { type Dispatch, type Taken } from './channel.ts';
import { post } from './post.ts';
import type { WebSettings } from './settings.ts';

const severities = { down: 'critical', degraded: 'warning', 'no-data': 'error' } as const;

/**
 * One event an action, in their order: Events API v2. What is of one kind and check folds by its key, so that a state that was
 * lost still resolves what was triggered. Nothing that follows of an incident is sent when one of it is not taken.
 */
export async function sendPagerduty(settings: WebSettings & { kind: 'pagerduty' }, dispatch: Dispatch): Promise<Taken> {
  const key = await dispatch.context.secret(settings.key);
  const ids: string[] = [];
  const stopped = new Set<string>();
  const failures: FailureData[] = [];
  let words = 'nothing to say';
  let mayBeTaken = false;
  for (const action of dispatch.digest.actions) {
    if (stopped.has(action.incident.uuid)) continue;
    const body = canonicalJson({ ...eventOf(action, dispatch), routing_key: key.reveal() });
    const posted = await post({ url: new URL('/v2/enqueue', settings.url).href, body }, dispatch);
    ({ words } = posted);
    if (posted.failure === undefined) ids.push(action.id);
    else {
      stopped.add(action.incident.uuid);
      failures.push(posted.failure);
      mayBeTaken ||= posted.mayBeTaken === true;
    }
  }
  const [failure] = failures;
  return { ids, words, ...(failure === undefined ? {} : { failure, mayBeTaken }) };
}

function eventOf(action: IncidentAction, { digest }: Dispatch) {
  const { incident, said, kind } = action;
  const dedup_key = `prestage/${incident.key}`.slice(0, 255);
  if (kind === 'close') return { event_action: 'resolve', dedup_key };
  const runbook = runbookOf(incident.check, digest.links);
  const evidence = evidenceOf(incident.check, digest.links);
  const links = [runbook, digest.links.run]
    .flatMap((target) => (target === undefined ? [] : [followed(target, digest.links)]))
    .concat(evidence ?? [])
    .flatMap(({ href, words }) => (href === undefined ? [] : [{ href, text: words }]));
  return {
    event_action: 'trigger',
    dedup_key,
    payload: {
      summary: `${digest.environment}: ${incident.check} ${clauseOf(action)}. ${said.summary}`.slice(0, 1024),
      source: digest.environment,
      severity: severities[incident.severity],
      timestamp: action.at,
      component: incident.check,
      class: said.code ?? said.state,
      custom_details: {
        uuid: incident.uuid,
        since: incident.since,
        next: said.next ?? '',
        again: commandOf(digest.environment),
      },
    },
    links,
  };
}
