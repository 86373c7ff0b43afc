import type { NamedFault } from '../../kit/fault/fault.ts';
import { deployFaults } from './deploys.ts';
import { machineFaults } from './machines.ts';
import { fault, says } from './says.ts';
import { tokenFaults } from './tokens.ts';

const secrets = { method: 'POST', path: /\/secrets/u };

export const flyFaults: readonly NamedFault[] = [
  ...tokenFaults,
  fault('secrets-down', 'Writing secrets answers 500, and nothing is written', secrets, says(500, 'internal error')),
  fault(
    'secrets-unheard',
    'The first batch of secrets takes effect, and its connection breaks before the answer',
    secrets,
    { kind: 'drop', acts: true },
    1,
  ),
  fault('too-many-requests', 'The first call answers 429', {}, says(429, 'rate limit exceeded'), 1),
  fault('429-storm', 'The first 25 calls answer 429', {}, says(429, 'rate limit exceeded'), 25),
  fault('down', 'Every call answers 502', {}, { kind: 'status', status: 502, body: 'Bad Gateway' }),
  fault('down-briefly', 'The first two calls answer 503', {}, { kind: 'status', status: 503, body: 'Unavailable' }, 2),
  ...machineFaults,
  ...deployFaults,
];
