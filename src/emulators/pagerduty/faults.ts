import type { NamedFault, Trouble } from '../kit/fault/fault.ts';
import { webFaults } from '../kit/http/web-faults.ts';

const json = { 'content-type': 'application/json' };
const enqueue = { method: 'POST', path: '/v2/enqueue' };

/** The unhappy days of PagerDuty's Events API. */
export const pagerdutyFaults: readonly NamedFault[] = [
  on(
    'key-rejected',
    'The routing key is of no integration any more: 400',
    says(400, { status: 'invalid event', message: 'Event object is invalid', errors: ['Invalid routing key'] }),
  ),
  on(
    'throttled',
    'Too many events for this key: 429',
    says(429, { status: 'throttle exceeded', message: 'Requests for this service are arriving too quickly.' }),
  ),
  {
    name: 'first-throttled',
    summary: 'The first event is throttled: 429, and then all is well',
    fault: {
      when: enqueue,
      times: { count: 1 },
      trouble: says(429, {
        status: 'throttle exceeded',
        message: 'Requests for this service are arriving too quickly.',
      }),
    },
  },
  on('taken-but-unheard', 'The event is taken, and the connection breaks before the answer', {
    kind: 'drop',
    acts: true,
  }),
  ...webFaults(enqueue),
];

function on(name: string, summary: string, trouble: Trouble): NamedFault {
  return { name, summary, fault: { when: enqueue, trouble } };
}

function says(status: number, body: object) {
  return { kind: 'status', status, headers: json, body: JSON.stringify(body) } as const;
}
