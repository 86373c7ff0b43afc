import type { NamedFault } from '../kit/fault/fault.ts';

const json = { 'content-type': 'application/json; charset=utf-8' };

function says(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
  const body = JSON.stringify({ message, documentation_url: 'https://docs.github.com/rest', status: String(status) });
  return { kind: 'status', status, body, headers: { ...json, ...headers } } as const;
}

const secrets = /\/secrets\/(?!public-key)/u;

/** What can be asked for by name; what needs a state is chosen when it is started. */
export const githubFaults: readonly NamedFault[] = [
  {
    name: 'token-revoked',
    summary: 'Every call answers 401 Bad credentials',
    fault: { when: {}, trouble: says(401, 'Bad credentials') },
  },
  {
    name: 'scope-missing',
    summary: 'The token may not read or write secrets: 403, with what would be accepted in a header',
    fault: {
      when: { path: /\/secrets/u },
      trouble: says(403, 'Resource not accessible by personal access token', {
        'x-accepted-github-permissions': 'secrets=write',
      }),
    },
  },
  {
    name: 'environment-scope-missing',
    summary: 'The token may not see environments: 403',
    fault: {
      when: { path: /\/environments/u },
      trouble: says(403, 'Resource not accessible by personal access token', {
        'x-accepted-github-permissions': 'environments=write',
      }),
    },
  },
  {
    name: 'issues-scope-missing',
    summary: 'The token may not write issues: 403',
    fault: {
      when: { path: /\/issues/u },
      trouble: says(403, 'Resource not accessible by personal access token', {
        'x-accepted-github-permissions': 'issues=write',
      }),
    },
  },
  {
    name: 'issues-disabled',
    summary: 'Issues are switched off in the repository: 410',
    fault: { when: { path: /\/issues/u }, trouble: says(410, 'Issues has been disabled in this repository.') },
  },
  {
    name: 'issue-unheard',
    summary: 'The first issue is opened, and its connection breaks before the answer',
    fault: {
      when: { method: 'POST', path: /\/issues$/u },
      times: { count: 1 },
      trouble: { kind: 'drop', acts: true },
    },
  },
  {
    name: 'repository-hidden',
    summary: 'The repository is not visible to the token: 404 to everything',
    fault: { when: { path: /^\/repos\//u }, trouble: says(404, 'Not Found') },
  },
  {
    name: 'secondary-limit',
    summary: 'The third write of a secret meets the secondary rate limit: 403 with retry-after of one second',
    fault: {
      when: { method: 'PUT', path: secrets },
      times: { from: 3, count: 1 },
      trouble: says(403, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.', {
        'retry-after': '1',
      }),
    },
  },
  {
    name: 'too-many-requests',
    summary: 'The first read of a list answers 429 with retry-after of one second',
    fault: {
      when: { method: 'GET' },
      times: { count: 1 },
      trouble: says(429, 'You have exceeded a secondary rate limit.', { 'retry-after': '1' }),
    },
  },
  {
    name: 'hourly-limit',
    summary: 'The hour’s calls are spent: 403 with nothing remaining',
    fault: {
      when: {},
      trouble: says(403, 'API rate limit exceeded for user ID 1.', {
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': '4102444800',
      }),
    },
  },
  {
    name: 'stale-key',
    summary: 'The first write of a secret is refused: the public key was renewed meanwhile',
    fault: {
      when: { method: 'PUT', path: secrets },
      times: { count: 1 },
      trouble: says(422, 'The public key ID does not match: get the current public key and try again.'),
    },
  },
  {
    name: 'conflict',
    summary: 'The first write answers 409',
    fault: {
      when: { method: 'PUT', path: secrets },
      times: { count: 1 },
      trouble: says(409, 'Conflict'),
    },
  },
  {
    name: 'dies-in-the-middle',
    summary: 'From the third write on, every call of a secret answers 500',
    fault: {
      when: { method: 'PUT', path: secrets },
      times: { from: 3 },
      trouble: { kind: 'status', status: 500, body: 'Server Error' },
    },
  },
  {
    name: 'written-but-unheard',
    summary: 'The second write of a secret takes effect, and its connection breaks before the answer',
    fault: {
      when: { method: 'PUT', path: secrets },
      times: { from: 2, count: 1 },
      trouble: { kind: 'drop', acts: true },
    },
  },
  {
    name: 'down',
    summary: 'Every call answers 503',
    fault: { when: {}, trouble: { kind: 'status', status: 503, body: '<html>Unicorn!</html>' } },
  },
];
