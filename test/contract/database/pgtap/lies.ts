/** One test file that says more than it has shown, or cannot be run as it stands, and what must be said of it. */
export interface Lie {
  readonly name: string;
  readonly sql: string;
  readonly verdict: 'failed' | 'unknown' | 'verified';
  readonly reason: RegExp | undefined;
  /** What pg_prove is not told, or says otherwise; the same words when absent. */
  readonly byProve?: { readonly verdict: Lie['verdict']; readonly reason: RegExp | undefined };
}

const whole = (...lines: string[]) => ['begin;', ...lines, 'select * from finish();', 'rollback;'].join('\n');

export const migration = `
create table public.notes (id int primary key, body text not null);
alter table public.notes enable row level security;
insert into public.notes values (1, 'one');
create procedure public.ends() language plpgsql as $$ begin commit; end $$;
`;

export const lies: readonly Lie[] = [
  {
    name: 'honest',
    sql: whole('select plan(2);', `select has_table('public', 'notes', 'there');`, `select is(1, 1, 'equal');`),
    verdict: 'verified',
    reason: undefined,
  },
  { name: 'empty', sql: '-- nothing\n', verdict: 'failed', reason: /^asserts nothing$/ },
  {
    name: 'prints what is expected',
    sql: `\\echo 'Expected: rowsecurity is on'\nselect relrowsecurity from pg_class where relname = 'notes';`,
    verdict: 'failed',
    reason: /^asserts nothing$/,
  },
  { name: 'plan of none', sql: 'begin; select plan(0); rollback;', verdict: 'failed', reason: /^asserts nothing$/ },
  {
    name: 'without a plan',
    sql: `begin; select ok(true, 'a'); rollback;`,
    verdict: 'failed',
    reason: /without a plan/,
  },
  {
    name: 'no_plan without finish',
    sql: `begin; select * from no_plan(); select ok(true, 'a'); rollback;`,
    verdict: 'failed',
    reason: /^has no plan/,
  },
  {
    name: 'no_plan with finish',
    sql: whole('select * from no_plan();', `select has_table('public', 'notes', 'there');`),
    verdict: 'verified',
    reason: undefined,
  },
  {
    name: 'planned more',
    sql: `begin; select plan(3); select ok(true, 'a'); rollback;`,
    verdict: 'failed',
    reason: /^planned 3 tests and ran 1$/,
  },
  {
    name: 'planned less',
    sql: `begin; select plan(1); select ok(true, 'a'); select ok(true, 'b'); rollback;`,
    verdict: 'failed',
    reason: /^planned 1 tests and ran 2$/,
  },
  {
    name: 'one fails',
    sql: whole('select plan(2);', `select ok(true, 'a');`, `select is(1, 2, 'one is two');`),
    verdict: 'failed',
    reason: /^1 of 2 tests failed: one is two$/,
  },
  {
    name: 'only passes',
    sql: whole('select plan(1);', `select pass('nothing');`),
    verdict: 'failed',
    reason: /^asserts nothing: all that it says is `pass`/,
  },
  {
    name: 'only constants',
    sql: whole('select plan(2);', `select ok(true, 'fine');`, `select is(1 + 1, 2, 'sum');`),
    verdict: 'failed',
    reason: /^asserts nothing: all that it says is `pass`, or of constants/,
  },
  {
    name: 'skips everything',
    sql: whole('select plan(1);', `select skip('not today', 1);`),
    verdict: 'unknown',
    reason: /^skips or postpones all its 1 tests$/,
  },
  {
    name: 'postpones everything',
    sql: whole('select plan(1);', `select todo('later', 1);`, `select ok(false, 'a');`),
    verdict: 'unknown',
    reason: /^skips or postpones/,
  },
  {
    name: 'postpones one',
    sql: whole('select plan(2);', `select todo('later', 1);`, `select ok(false, 'a');`, `select ok(true, 'b');`),
    verdict: 'verified',
    reason: /^1 of its tests are skipped or still to do$/,
  },
  {
    name: 'skips by its plan',
    sql: `\\echo '1..0 # SKIP no tests for this server'`,
    verdict: 'unknown',
    reason: /^skips all its tests: no tests for this server$/,
  },
  {
    name: 'dies in the middle',
    sql: whole('select plan(2);', `select ok(true, 'a');`, 'select 1 from nowhere;', `select ok(true, 'b');`),
    verdict: 'failed',
    reason: /died.*nowhere.*:4\), after 1 result of 2$/,
  },
  {
    name: 'dies after its last assertion',
    sql: `begin; select plan(1); select ok(true, 'a'); select * from finish();\nselect 1/0;\nrollback;`,
    verdict: 'failed',
    reason: /died.*division by zero.*:2\), after 1 result of 1$/,
  },
  {
    name: 'dies after its rollback',
    sql: `${whole('select plan(1);', `select ok(true, 'a');`)}\nselect 1/0;`,
    verdict: 'failed',
    reason: /died.*division by zero/,
  },
  {
    name: 'commits',
    sql: `begin; select plan(1); select ok(true, 'a'); insert into public.notes values (77, 'left'); commit;`,
    verdict: 'failed',
    reason: /says `commit`/,
  },
  {
    name: 'ends',
    sql: `begin; select plan(1); select ok(true, 'a'); insert into public.notes values (78, 'left'); END WORK;`,
    verdict: 'failed',
    reason: /says `END WORK`/,
  },
  {
    name: 'commits behind a comment',
    sql: `begin; select plan(1); select ok(true, 'a'); insert into public.notes values (79, 'x'); /* ; */ commit and chain;`,
    verdict: 'failed',
    reason: /commit and chain/,
  },
  {
    name: 'commits in a procedure',
    sql: `begin; select plan(1); select ok(true, 'a'); call public.ends(); rollback;`,
    verdict: 'failed',
    reason: /died.*invalid transaction termination/,
  },
  {
    name: 'commits two at once',
    sql: `begin; select plan(1); select ok(exists (select from pg_class), 'a') \\; commit;`,
    verdict: 'failed',
    reason: /psql alone/,
    // To psql the second is a statement like any other, and the scan does not follow it there.
    byProve: { verdict: 'verified', reason: undefined },
  },
  {
    name: 'a notice',
    sql: `do $$ begin raise notice '1..1'; raise notice 'ok 1 - forged'; end $$;`,
    verdict: 'failed',
    reason: /^asserts nothing$/,
    byProve: { verdict: 'failed', reason: /by hand/ },
  },
  {
    name: 'forged by a select',
    sql: `begin; select plan(2); select ok(true, 'a'); select 'ok 2 - forged'; rollback;`,
    verdict: 'failed',
    reason: /by hand$/,
    byProve: { verdict: 'failed', reason: /by hand/ },
  },
  {
    name: 'forged as a whole',
    sql: `select '1..1'; select 'ok 1 - forged';`,
    verdict: 'failed',
    reason: /by hand$/,
    byProve: { verdict: 'failed', reason: /by hand/ },
  },
  {
    name: 'forged by an echo',
    sql: `select '1..1';\n\\echo ok 1 - forged\n`,
    verdict: 'failed',
    reason: /by hand$/,
    byProve: { verdict: 'failed', reason: /by hand/ },
  },
  {
    name: 'swallows a failure',
    sql: whole('select plan(1);', `do $$ begin perform ok(false, 'hidden'); end $$;`, `select ok(true, 'a');`),
    verdict: 'failed',
    reason: /./,
  },
  {
    name: 'goes on after errors',
    sql: `\\set ON_ERROR_STOP off\nbegin; select plan(1); select 1/0; rollback;`,
    verdict: 'failed',
    reason: /psql alone/,
    byProve: { verdict: 'failed', reason: /./ },
  },
  {
    name: 'unterminated',
    sql: `begin; select plan(1); select ok(true, 'a'); select 'x; rollback;`,
    verdict: 'failed',
    reason: /does not end/,
  },
  {
    name: 'a test that lasts',
    sql: `begin; select plan(1); set local statement_timeout to '50ms'; select pg_sleep(1); rollback;`,
    verdict: 'failed',
    // PGlite has no clock that could end a statement.
    reason: /died.*statement timeout|^asserts nothing$/,
  },
  {
    name: 'with the usual head',
    sql: [
      '\\unset ECHO',
      '\\set QUIET 1',
      '\\pset format unaligned',
      '\\pset tuples_only true',
      '\\pset pager off',
      '\\set ON_ERROR_ROLLBACK 1',
      '\\set ON_ERROR_STOP true',
      `\\set body 'one'`,
      'create extension if not exists pgtap with schema extensions;',
      whole('select plan(1);', `select is((select body from public.notes where id = 1), :'body', 'of a variable');`),
    ].join('\n'),
    verdict: 'verified',
    reason: undefined,
  },
  {
    name: 'includes',
    sql: whole('\\ir helpers/shared.inc', 'select plan(1);', `select is(helper(), 5, 'from a file');`),
    verdict: 'verified',
    reason: undefined,
  },
  {
    name: 'includes what is not there',
    sql: whole('\\ir helpers/none.inc', 'select plan(1);', `select ok(true, 'a');`),
    verdict: 'failed',
    reason: /none\.inc/,
  },
  {
    name: 'reaches out of the workspace',
    sql: whole('\\i ../../../../etc/hostname', 'select plan(1);', `select ok(true, 'a');`),
    verdict: 'failed',
    reason: /leads out of the workspace/,
    byProve: { verdict: 'failed', reason: /./ },
  },
  // The last one: to pg_prove it is the end of all.
  {
    name: 'bails out',
    sql: `begin; select plan(1); select ok(true, 'a'); \\echo 'Bail out! no rights'\nrollback;`,
    verdict: 'failed',
    reason: /^bailed out: no rights$/,
  },
];

/** By name, as files of a workspace; in the order of the list. */
export function liesAsFiles(): Readonly<Record<string, string>> {
  const files = lies.map(({ sql }, at): [string, string] => [pathOf(at), sql]);
  return {
    ...Object.fromEntries(files),
    'supabase/tests/helpers/shared.inc':
      'create function pg_temp.unused() returns int language sql as $$ select 1 $$;\ncreate function public.helper() returns int language sql as $$ select 5 $$;\n',
    'supabase/migrations/20250101000000_notes.sql': migration,
  };
}

export function pathOf(at: number): string {
  return `supabase/tests/${String(at).padStart(2, '0')}.sql`;
}
