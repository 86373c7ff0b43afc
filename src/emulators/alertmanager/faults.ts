import type { NamedFault, Trouble } from '../kit/fault/fault.ts';
import { webFaults } from '../kit/http/web-faults.ts';

const json = { 'content-type': 'application/json' };
const posting = { method: 'POST', path: '**/api/v2/alerts' };

const ofBodies = new Set(['trickling', 'enormous', 'cut-short', 'garbled']);

/** The unhappy days of an Alertmanager. */
export const alertmanagerFaults: readonly NamedFault[] = [
  on('old-version', 'It knows no API v2, as versions before 0.16: 404', {
    kind: 'status',
    status: 404,
    body: 'Not Found\n',
  }),
  on('gone-v1', 'What is asked was taken away: 410', {
    kind: 'status',
    status: 410,
    headers: json,
    body: '{"status":"deprecated","error":"The v1 endpoints have been removed."}',
  }),
  on('bad-data', 'It does not take the alerts: 400', {
    kind: 'status',
    status: 400,
    headers: json,
    body: '"bad_data: start time must be before end time"',
  }),
  on('token-rejected', 'The proxy before it does not let the token in: 401', {
    kind: 'status',
    status: 401,
    body: 'Unauthorized\n',
  }),
  on('taken-but-unheard', 'The alerts are taken, and the connection breaks before the answer', {
    kind: 'drop',
    acts: true,
  }),
  // What it takes it answers without a body: there is nothing that could come slowly, or wrong.
  ...webFaults(posting).filter(({ name }) => !ofBodies.has(name)),
];

function on(name: string, summary: string, trouble: Trouble): NamedFault {
  return { name, summary, fault: { when: posting, trouble } };
}
