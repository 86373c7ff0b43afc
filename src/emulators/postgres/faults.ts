import type { NamedFault, StatusTrouble, Trouble } from '../kit/fault/fault.ts';

/**
 * The unhappy days of a Postgres, each as clients meet it. Calls are `CONNECT` (a connection is opened), `LOGIN`
 * (`user@database`) and each statement by its first word. That the server is gone altogether, so that connections are
 * refused, is no fault but its state: `vanish()` and `comeBack()`, or POST /server.
 */
export const postgresFaults: readonly NamedFault[] = [
  on('CONNECT', 'hung-up', 'Every connection is cut as soon as it stands', { kind: 'drop' }),
  on('CONNECT', 'slow-door', 'A connection is answered after five seconds', { kind: 'delay', ms: 5000 }),
  on(
    'LOGIN',
    'too-many-connections',
    'No connection is left: 53300',
    sqlError('53300 sorry, too many clients already'),
  ),
  on('LOGIN', 'starting-up', 'The server is not ready: 57P03', sqlError('57P03 the database system is starting up')),
  on(
    'LOGIN',
    'wrong-password',
    'The password is not accepted: 28P01',
    sqlError('28P01 password authentication failed'),
  ),
  {
    name: 'cut-at-third-statement',
    summary: 'The connection is lost under the third statement, before it has an effect',
    fault: { when: { path: /\s/ }, times: { from: 3, count: 1 }, trouble: { kind: 'drop' } },
  },
  on('COMMIT', 'commit-unheard', 'The transaction is committed, and the connection is lost before the answer', {
    kind: 'drop',
    acts: true,
  }),
  on('UPDATE', 'slow-update', 'An update takes five seconds', { kind: 'delay', ms: 5000 }),
  on('INSERT', 'disk-full', 'Nothing can be written any more: 53100', sqlError('53100 could not extend file')),
];

/** What a `status` trouble says in SQL: its body begins with the SQLSTATE. Without one it is an internal error. */
export function sqlErrorOf({ body = '' }: StatusTrouble): { readonly code: string; readonly words: string } {
  const [, code = 'XX000', words = 'refused on demand'] = /^([0-9A-Z]{5}) (.+)$/s.exec(body) ?? [];
  return { code, words };
}

function sqlError(body: string): StatusTrouble {
  return { kind: 'status', status: 500, body };
}

function on(method: string, name: string, summary: string, trouble: Trouble): NamedFault {
  return { name, summary, fault: { when: { method }, trouble } };
}
