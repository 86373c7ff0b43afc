import type { NamedFault, Trouble } from '../kit/fault/fault.ts';
import { webFaults } from '../kit/http/web-faults.ts';

/** The unhappy days of whoever receives webhooks. */
export const webhookFaults: readonly NamedFault[] = [
  on('secret-changed', 'The secret was exchanged there: no signature fits, 401', {
    kind: 'status',
    status: 401,
    headers: { 'content-type': 'application/json' },
    body: '{"error":"the signature does not fit"}',
  }),
  on('gone', 'The address was given up: 410', { kind: 'status', status: 410, body: 'Gone\n' }),
  on('moved', 'The address has moved: 301', {
    kind: 'status',
    status: 301,
    headers: { location: 'https://elsewhere.example.test/hook' },
  }),
  on('taken-but-unheard', 'The message is taken, and the connection breaks before the answer', {
    kind: 'drop',
    acts: true,
  }),
  ...webFaults({ method: 'POST' }),
];

function on(name: string, summary: string, trouble: Trouble): NamedFault {
  return { name, summary, fault: { when: { method: 'POST' }, trouble } };
}
