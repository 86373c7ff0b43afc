import type { ActionContext } from '../../../core/action.ts';
import { readArchive } from '../../health/records/read.ts';
import { act, newIncident } from '../incidents/incident.ts';
import type { Digest } from '../message/digest.ts';
import { checksOf } from '../send/configured.ts';
import { newestRecords } from '../send/newest.ts';
import type { NotifySettings } from '../settings.ts';

/** What a message looks like, made of the environment's own names and marked as a test throughout. */
export async function sampleDigest(context: ActionContext, settings: NotifySettings): Promise<Digest> {
  const { environment = '', mode, root, clock } = context;
  const at = clock.now().toISOString();
  const [check = 'example'] = checksOf(context, environment) ?? [];
  const { records } = await readArchive(root, { environment, mode });
  const subject = { environment, check, kind: 'trouble' } as const;
  const incident = newIncident(subject, { severity: 'down', flapping: false, since: at }, at);
  const said = {
    state: 'fail',
    code: 'example',
    summary: 'This line says what a check found. It is an example: nothing of it has happened.',
    next: 'This line says what to do about it.',
  } as const;
  const { artifacts, runbooks } = settings;
  return {
    environment,
    mode,
    isTest: true,
    at,
    actions: [act(incident, 'open', at, said)],
    others: [],
    threads: {},
    up: [],
    links: { records: newestRecords(records), artifacts, runbooks },
    remarks: [],
  };
}
