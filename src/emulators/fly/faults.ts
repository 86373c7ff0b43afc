import type { NamedFault } from '../kit/fault/fault.ts';

const json = { 'content-type': 'application/json; charset=utf-8' };

function says(status: number, error: string) {
  return { kind: 'status', status, body: JSON.stringify({ error, status: 'unknown' }), headers: json } as const;
}

const secrets = /\/secrets/u;

export const flyFaults: readonly NamedFault[] = [
  {
    name: 'token-revoked',
    summary: 'Every call answers 401',
    fault: { when: {}, trouble: says(401, 'unauthorized') },
  },
  {
    name: 'token-of-another-app',
    summary: 'The token is no good for the app: 403',
    fault: {
      when: { path: /^\/v1\/apps\//u },
      trouble: says(403, 'unauthorized: token is not authorized for this app'),
    },
  },
  {
    name: 'secrets-down',
    summary: 'Writing secrets answers 500, and nothing is written',
    fault: { when: { method: 'POST', path: secrets }, trouble: says(500, 'internal error') },
  },
  {
    name: 'secrets-unheard',
    summary: 'The first batch of secrets takes effect, and its connection breaks before the answer',
    fault: { when: { method: 'POST', path: secrets }, times: { count: 1 }, trouble: { kind: 'drop', acts: true } },
  },
  {
    name: 'too-many-requests',
    summary: 'The first call answers 429',
    fault: { when: {}, times: { count: 1 }, trouble: says(429, 'rate limit exceeded') },
  },
  {
    name: 'down',
    summary: 'Every call answers 502',
    fault: { when: {}, trouble: { kind: 'status', status: 502, body: 'Bad Gateway' } },
  },
];
