import type { NamedFault, StatusTrouble } from '../kit/fault/fault.ts';
import { webFaults } from '../kit/http/web-faults.ts';

/** The unhappy days of a plain site. Those of its certificate strike every connection that is opened meanwhile. */
export const siteFaults: readonly NamedFault[] = [
  on('not-found', 'Every path is 404', text(404, 'Not found\n')),
  on('unauthorized', 'Every call is 401', text(401, 'Unauthorized\n')),
  on('forbidden', 'Every call is 403', text(403, 'Forbidden\n')),
  on('throttled', 'Too many calls: 429, to be asked again in ten seconds', {
    ...text(429, 'Too many requests\n'),
    headers: { 'retry-after': '10' },
  }),
  on('server-error', 'The application falls over: 500', text(500, 'Internal Server Error\n')),
  on('empty', 'Status 200, and no body', text(200, '')),
  on('null', 'Status 200, and `null`', { ...text(200, 'null'), headers: { 'content-type': 'application/json' } }),
  during('certificate-expired', 'Its certificate expired yesterday'),
  during('certificate-not-yet', 'Its certificate is of tomorrow'),
  during('certificate-expiring', 'Its certificate has three days left'),
  during('certificate-wrong-host', 'Its certificate is another host’s'),
  during('certificate-untrusted', 'Nobody known vouches for its certificate'),
  ...webFaults(),
];

function on(name: string, summary: string, trouble: StatusTrouble): NamedFault {
  return { name, summary, fault: { when: {}, trouble } };
}

function during(condition: string, summary: string): NamedFault {
  return { name: condition, summary, fault: { when: {}, trouble: { kind: 'condition', condition } } };
}

function text(status: number, body: string): StatusTrouble {
  return { kind: 'status', status, headers: { 'content-type': 'text/plain' }, body };
}
