import type { NamedFault, StatusTrouble } from '../kit/fault/fault.ts';
import { webFaults } from '../kit/http/web-faults.ts';
import type { Condition } from './scene.ts';

const html = { 'content-type': 'text/html' };

/** The unhappy days of a Chatwoot. In the first part it answers by itself; many of them it answers with 200. */
export const chatwootFaults: readonly NamedFault[] = [
  during('redis-down', 'Redis is gone: /api says `failing`, with status 200, and the worker does nothing'),
  during('redis-silent', 'Redis answers its ping with nothing: /api says `null` of it'),
  during('database-down', 'Postgres is gone: /api says `failing`, with status 200, and all else is 500'),
  during('migrations-pending', 'The code is newer than the tables: /api says `ok`, and what is one account’s is 500'),
  during('worker-dead', 'Sidekiq is dead: /api says `ok`, and nothing that is due is done'),
  during('token-revoked', 'The token is not known any more: 401 `Invalid Access Token`'),
  during('underscore-dropped', 'A proxy drops headers with underscores: `api_access_token` never arrives'),
  during('token-header-dropped', 'A proxy drops the token’s header, however it is spelled'),
  during('compression-refused', 'Version 4.12.1: a call that offers compression has no token'),
  during('bot-token', 'The token is a bot’s: 401 for all that is read'),
  during('agent-token', 'The token is an agent’s: what administrators are told is absent'),
  during('account-gone', 'The account’s number is nobody’s: 404'),
  during('account-suspended', 'The account is suspended: 401'),
  during('not-a-member', 'The token’s user does not belong to the account: 401'),
  during('inbox-missing', 'The last inbox is not listed: somebody took it from the token’s user'),
  during('inboxes-empty', 'No inbox is listed'),
  during('reauthorization', 'An inbox needs somebody to log it in again'),
  during('whatsapp-restricted', 'Meta has restricted the WhatsApp number'),
  during('message-failed', 'The newest message that went out never arrived'),
  during('version-drift', 'Another version answers: 4.13.0'),
  during('old-version', 'An old version answers, 4.2.0: it has no /health'),
  {
    name: 'throttled',
    summary: 'Too many calls: 429, and no word on when to come back',
    fault: { when: {}, trouble: text(429, 'Retry later\n') },
  },
  {
    name: 'server-error',
    summary: 'Rails falls over what is one account’s, and /api is well: 500, a page',
    fault: { when: { path: '/api/v1/**' }, trouble: { ...text(500, '<h1>500</h1>\n'), headers: html } },
  },
  ...webFaults(),
];

function during(condition: Condition, summary: string): NamedFault {
  return { name: condition, summary, fault: { when: {}, trouble: { kind: 'condition', condition } } };
}

function text(status: number, body: string): StatusTrouble {
  return { kind: 'status', status, headers: { 'content-type': 'text/plain' }, body };
}
