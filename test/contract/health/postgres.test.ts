import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorkspace } from '../../../src/actions/testing/workspace.ts';
import { runCheck } from '../../../src/actions/health/run-check.ts';
import { healthSettings } from '../../../src/actions/health/settings.ts';
import type { ActionContext } from '../../../src/core/action.ts';
import type { DatabaseLogin } from '../../../src/core/database.ts';
import { Failure } from '../../../src/core/failure.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { Scratch } from '../../../src/core/scratch.ts';
import { scratchOf } from '../../../src/rehearsal/scratch.ts';
import { closedPort } from '../../../src/services/http/testing/servers.ts';
import { openSession } from '../../../src/services/postgres/session.ts';

let scratch: Scratch;
beforeAll(async () => {
  scratch = await scratchOf({ env: process.env })();
  const session = await openSession(scratch.login);
  await session.query("create table ideas (id int, name text); insert into ideas values (1, 'a'), (2, 'b')");
  await session.close();
}, 60_000);
afterAll(async () => scratch?.close());

async function ask(more: object, database: () => Promise<DatabaseLogin> = async () => scratch.login) {
  const { checks } = healthSettings.parse({ checks: { db: { kind: 'postgres', retries: 1, ...more } } });
  const workspace = await createWorkspace();
  const context: Partial<ActionContext> = { database };
  try {
    return await runCheck(workspace.context(context), { name: 'db', settings: checks['db']! }, 'staging');
  } finally {
    await workspace.remove();
  }
}

it.each([
  ['is there', {}, { state: 'pass' }],
  [
    'says what is wanted',
    {
      sql: 'select count(*)::int as count from ideas;',
      conditions: [{ at: '$[0].count', atLeast: 2 }],
      fields: { count: '$[0].count' },
    },
    { state: 'pass', steps: [{ fields: { count: 2 } }] },
  ],
  [
    'says otherwise',
    { sql: 'select name from ideas', conditions: [{ at: '$[*].name', sameAs: ['a', 'c'] }] },
    { state: 'fail', code: 'list_changed' },
  ],
  [
    'has no row',
    { sql: 'select name from ideas where id = 9', conditions: [{ at: '$[0].name', is: 'a' }] },
    { state: 'unknown', code: 'field_absent' },
  ],
  ['refuses the question', { sql: 'select * from no_such_table' }, { state: 'fail', code: 'server_error' }],
  [
    'takes too long over it',
    { sql: 'select pg_sleep(5)', timeout: 600, retries: 0 },
    { state: 'fail', code: 'timeout' },
  ],
])('a database that %s', async (_, more, expected) => {
  expect(await ask(more)).toMatchObject(expected);
});

it.each([
  'delete from ideas returning id',
  "select 1) as q, (select nextval('x')) as r; drop table ideas; --",
  'select 1) x limit 1) y; rollback; delete from ideas; --',
  'with gone as (delete from ideas returning id) select * from gone',
])('nothing but reading: %s', async (sql) => {
  expect(await ask({ sql })).toMatchObject({ state: 'fail', code: 'server_error' });
  expect(
    await ask({ sql: 'select count(*)::int as n from ideas', conditions: [{ at: '$[0].n', is: 2 }] }),
  ).toMatchObject({ state: 'pass' });
});

it('what the server says of a question is not kept: rows may be in it', async () => {
  const result = await ask({ sql: "select 'a-row-of-theirs'::text::int" });
  expect(JSON.stringify(result)).not.toContain('a-row-of-theirs');
});

const login = (url: string, word: string) => async () => ({ url, password: new Secret('p', word) });
const none = async () =>
  Promise.reject(new Failure({ code: 'database.not-configured', what: 'w', why: 'y', fix: 'f' }));

it('a wrong password, nobody there, none configured', async () => {
  const url = scratch.login.url;
  const port = await closedPort();
  const nobody = `postgres://me@127.0.0.1:${port}/db`;
  expect(await ask({}, login(url, 'not-the-password'))).toMatchObject({ state: 'fail', code: 'token_rejected' });
  expect(await ask({}, login(nobody, 'x'))).toMatchObject({
    state: 'fail',
    code: 'refused',
    steps: [{ attempts: [{ code: 'refused' }, { code: 'refused' }] }],
  });
  expect(await ask({}, none)).toMatchObject({ state: 'unknown', code: 'not_configured' });
});
