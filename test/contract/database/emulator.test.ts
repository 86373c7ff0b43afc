import { describe, expect, test } from 'vitest';
import type { Exposure } from '../../../src/core/scratch.ts';
import { openSession, type Session } from '../../../src/services/postgres/session.ts';
import { openSupabase, type PushResult } from '../../../src/services/supabase/client.ts';
import { asJson, target } from '../../../src/services/supabase/argv.ts';
import type { DatabaseLogin } from '../../../src/core/database.ts';
import { refusal } from '../postgres-client.ts';
import { databaseWorkspace, engines, isMissing, openScratch, stops } from './workspace.ts';

async function connect(login: DatabaseLogin): Promise<Session> {
  const session = await openSession(login);
  stops.push(async () => session.close());
  return session;
}

async function answer(session: Session, sql: string): Promise<unknown> {
  const rows = await session.query(`select (${sql}) as answer`);
  return rows[0]?.['answer'];
}

function row(rolname: string, login: boolean, inherits: boolean, bypass: boolean) {
  return { rolname, login, inherits, bypass, super: false };
}

/** The SQLSTATE with which a statement is refused; undefined when it goes through. */
async function sqlState(session: Session, sql: string): Promise<unknown> {
  return session.query(sql).then(
    () => undefined,
    (error: unknown) => (error instanceof Error && 'sqlState' in error ? error.sqlState : error),
  );
}

describe.for(engines)('$title, made like a project of Supabase', ({ engine }) => {
  async function open(exposure: Exposure = 'explicit'): Promise<Record<'postgres' | 'admin', Session>> {
    const scratch = await openScratch({ engine, exposure });
    return { postgres: await connect(scratch.login), admin: await connect(scratch.admin) };
  }

  /** What may be done with a table, a function and a sequence that `postgres` has just made. */
  async function given(exposure: Exposure): Promise<unknown> {
    const { postgres } = await open(exposure);
    await postgres.query(
      `create table public.t (n serial); create function public.f() returns int language sql return 1`,
    );
    const rows = await postgres.query(`
      select r.rolname as role, has_table_privilege(r.oid, 'public.t', 'select, insert, update, delete, truncate') as t,
        has_sequence_privilege(r.oid, 'public.t_n_seq', 'usage') as s
      from pg_roles r where r.rolname in ('anon', 'authenticated', 'service_role') order by 1`);
    return rows.map(({ role, t, s }) => [role, t, s]);
  }

  test.skipIf(isMissing(engine))('postgres is no superuser, and supabase_admin is one', async () => {
    const { postgres, admin } = await open();
    expect(await answer(postgres, `current_user || ' ' || session_user`)).toBe('postgres postgres');
    expect(await answer(admin, `current_user || ' ' || session_user`)).toBe('supabase_admin supabase_admin');
    const attributes = await postgres.query(
      `select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls from pg_roles where rolname = 'postgres'`,
    );
    expect(attributes).toEqual([
      { rolsuper: false, rolcreatedb: true, rolcreaterole: true, rolreplication: true, rolbypassrls: true },
    ]);
    expect(await answer(admin, `select rolsuper from pg_roles where rolname = current_user`)).toBe(true);
    expect(await sqlState(postgres, `alter system set work_mem = '8MB'`)).toBe('42501');
    expect(await sqlState(postgres, `select pg_read_file('/etc/hostname')`)).toBe('42501');
    expect(await sqlState(postgres, `alter role authenticator set app.settings.secret = 'x'`)).toBe('42501');
    expect(await answer(postgres, `select pg_get_userbyid(datdba) from pg_database where datname = 'postgres'`)).toBe(
      'postgres',
    );
    expect(await answer(postgres, `current_setting('search_path')`)).toBe('"$user", public, extensions');
  });

  test.skipIf(isMissing(engine))('postgres may tell the API what to do, and load rows without triggers', async () => {
    const { postgres } = await open();
    const role = (setting: string) => sqlState(postgres, `alter role authenticator set ${setting}`);
    expect(await role(`pgrst.db_pre_request = 'public.before_each'`)).toBeUndefined();
    expect(await role(`pgrst.db_aggregates_enabled = 'true'`)).toBeUndefined();
    expect(await sqlState(postgres, `set session_replication_role = replica`)).toBeUndefined();
    expect(await sqlState(postgres, `reset session_replication_role`)).toBeUndefined();
  });

  test.skipIf(isMissing(engine))('roles are what they are on a project', async () => {
    const { postgres } = await open();
    const rows = await postgres.query(`
      select rolname, rolcanlogin as login, rolinherit as inherits, rolbypassrls as bypass, rolsuper as super
      from pg_roles where rolname in ('anon', 'authenticated', 'service_role', 'authenticator', 'supabase_auth_admin',
        'supabase_storage_admin', 'dashboard_user') order by 1`);
    expect(rows).toEqual([
      row('anon', false, true, false),
      row('authenticated', false, true, false),
      row('authenticator', true, false, false),
      row('dashboard_user', false, true, false),
      row('service_role', false, true, true),
      row('supabase_auth_admin', true, false, false),
      row('supabase_storage_admin', true, false, false),
    ]);
    for (const role of ['anon', 'authenticated', 'service_role'])
      expect(await answer(postgres, `pg_has_role('authenticator', '${role}', 'member')`)).toBe(true);
    expect(await answer(postgres, `select array_to_string(rolconfig, ';') from pg_roles where rolname = 'anon'`)).toBe(
      'statement_timeout=3s',
    );
    await postgres.query(`create role analytics_reader; grant anon to analytics_reader`);
  });

  test.skipIf(isMissing(engine))('old projects expose what is new, new ones do not', async () => {
    expect(await given('auto')).toEqual([
      ['anon', true, true],
      ['authenticated', true, true],
      ['service_role', true, true],
    ]);
    expect(await given('explicit')).toEqual([
      ['anon', false, false],
      ['authenticated', false, false],
      ['service_role', false, false],
    ]);
  });

  test.skipIf(isMissing(engine))('policies see who asks', async () => {
    const { postgres } = await open('auto');
    const id = '11111111-1111-4111-8111-111111111111';
    await postgres.query(`
      create table public.notes (owner uuid, body text);
      alter table public.notes enable row level security;
      create policy own on public.notes for select to authenticated using (owner = auth.uid());
      insert into auth.users (id, email) values ('${id}', 'a@example.com');
      insert into public.notes values ('${id}', 'mine'), (gen_random_uuid(), 'theirs')`);
    const count = async (role: string, claims: object) => {
      await postgres.query('begin');
      await postgres.query(`set local role ${role}`);
      await postgres.query(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify(claims)]);
      const rows = await postgres.query('select body from public.notes');
      await postgres.query('rollback');
      return rows.length;
    };
    expect(await count('anon', {})).toBe(0);
    expect(await count('authenticated', { sub: id, role: 'authenticated' })).toBe(1);
    expect(await count('service_role', {})).toBe(2);
    await postgres.query(`select set_config('request.jwt.claims', $1, false)`, [
      JSON.stringify({ sub: id, role: 'authenticated', email: 'a@example.com' }),
    ]);
    expect(await answer(postgres, `auth.uid() || ' ' || auth.role() || ' ' || auth.email()`)).toBe(
      `${id} authenticated a@example.com`,
    );
    expect(await answer(postgres, `auth.jwt() ->> 'sub'`)).toBe(id);
  });

  test.skipIf(isMissing(engine))(
    'what lies in its schemas is held to row level security, as what migrations make is',
    async () => {
      const { admin } = await open();
      await admin.query('begin; set local role authenticated');
      const tables = ['auth.users', 'storage.objects', 'realtime.messages'];
      for (const table of tables)
        expect([table, await answer(admin, `row_security_active('${table}')`)]).toEqual([table, true]);
    },
  );

  test.skipIf(isMissing(engine))('what migrations do in the schemas that Supabase manages', async () => {
    const { postgres } = await open();
    expect(
      await answer(
        postgres,
        `select count(*)::int from information_schema.columns
      where table_schema = 'auth' and table_name = 'users'`,
      ),
    ).toBe(35);
    await postgres.query(`
      create function public.greet() returns trigger language plpgsql security definer as $$ begin return new; end $$;
      create trigger on_auth_user_created after insert on auth.users for each row execute function public.greet();
      create table public.profiles (id uuid primary key references auth.users (id));
      insert into storage.buckets (id, name) values ('avatars', 'avatars');
      create policy "read avatars" on storage.objects for select to anon using (bucket_id = 'avatars');
      create policy "hear" on realtime.messages for select to authenticated using (realtime.topic() = 'room');
      alter policy "hear" on realtime.messages to anon;
      drop policy "hear" on realtime.messages;
      drop trigger on_auth_user_created on auth.users;
      comment on table storage.objects is 'ours too';
      create index ours on storage.objects (owner_id);
      alter publication supabase_realtime add table public.profiles;
      create publication of_our_own for table public.profiles`);
    expect(await answer(postgres, `storage.foldername('a/b/c.png')::text || storage.filename('a/b/c.png')`)).toBe(
      '{a,b}c.png',
    );
    expect(await answer(postgres, `storage.extension('a/b.x/c.tar.gz')`)).toBe('gz');
    expect(await sqlState(postgres, `delete from storage.objects`)).toBe('42501');
    await postgres.query(`begin; set local storage.allow_delete_query = 'true'; delete from storage.objects; commit`);
  });

  test.skipIf(isMissing(engine))('what a project refuses there is refused', async () => {
    const { postgres, admin } = await open();
    expect(await sqlState(postgres, `alter table storage.objects enable row level security`)).toBe('42501');
    expect(await sqlState(postgres, `alter table auth.users add column nick text`)).toBe('42501');
    expect(await sqlState(postgres, `create table auth.extra ()`)).toBe('42501');
    expect(await sqlState(postgres, `create function storage.mine() returns int language sql return 1`)).toBe('42501');
    expect(await sqlState(postgres, `create event trigger e on ddl_command_end execute function f()`)).toBe('42501');
    expect(await sqlState(admin, `alter table auth.users add column nick text`)).toBeUndefined();
  });

  test.skipIf(isMissing(engine))(
    'extensions that projects begin with are there, and trusted ones can be made',
    async () => {
      const { postgres } = await open();
      const rows = await postgres.query(`select extname from pg_extension order by 1`);
      expect(rows.map(({ extname }) => extname)).toEqual(
        expect.arrayContaining(['pg_stat_statements', 'pgcrypto', 'pgjwt', 'supabase_vault', 'uuid-ossp']),
      );
      await postgres.query(`
      create extension if not exists pgjwt with schema extensions;
      create extension if not exists "supabase_vault" with schema vault;
      create extension if not exists pg_stat_statements with schema extensions;
      create extension citext with schema extensions;
      create extension pg_trgm`);
      expect(await answer(postgres, `extensions.uuid_generate_v4() is not null`)).toBe(true);
      // The example that every library of such tokens is shown with.
      expect(
        await answer(postgres, `extensions.sign('{"sub":"1234567890","name":"John Doe","admin":true}', 'secret')`),
      ).toBe(
        'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.' +
          'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnRydWV9.' +
          'TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ',
      );
      expect(
        await postgres.query(`select valid, payload ->> 'sub' as sub from extensions.verify(
      extensions.sign('{"sub":"1"}', 'secret'), 'secret')`),
      ).toEqual([{ valid: true, sub: '1' }]);
      await postgres.query(`select vault.create_secret('s3cret', 'mine')`);
      expect(await answer(postgres, `select decrypted_secret from vault.decrypted_secrets where name = 'mine'`)).toBe(
        's3cret',
      );
    },
  );

  test.skipIf(isMissing(engine))('the real CLI pushes, lists and advises', async () => {
    const workspace = await databaseWorkspace({
      engine,
      files: {
        'supabase/config.toml': 'project_id = "probe"\n',
        'supabase/migrations/20250101000000_tables.sql': `create extension if not exists citext with schema extensions;
           create table public.open_to_all (id bigint primary key, name text);
           create role analytics_reader nologin;
           create publication probe for table public.open_to_all`,
        'supabase/migrations/20250101000001_concurrently.sql': `create index concurrently open_name on public.open_to_all (name)`,
        'supabase/migrations/20250101000002_managed.sql': `create function public.greet() returns trigger language plpgsql as $$ begin return new; end $$;
           create trigger greet after insert on auth.users for each row execute function public.greet();
           create policy p on storage.objects for select to anon using (bucket_id = 'x');
           grant select on public.open_to_all to anon`,
        'supabase/migrations/20250101000003_refused.sql': `alter table storage.objects enable row level security`,
      },
    });
    const scratch = await openScratch({ engine });
    const supabase = await openSupabase(workspace.context().exec);
    const push: PushResult = await supabase.push(scratch.login);
    expect(push.begun).toHaveLength(4);
    expect(push.error?.message).toContain('must be owner');
    const list = await supabase.call(scratch.login, (pass) => ({
      program: 'supabase',
      args: ['migration', 'list', ...target(supabase.version, scratch.login.url), ...asJson(supabase.version)],
      env: pass,
    }));
    expect(JSON.parse(list.result.stdout)).toMatchObject({
      migrations: [
        { local: '20250101000000', remote: '20250101000000' },
        { local: '20250101000001', remote: '20250101000001' },
        { local: '20250101000002', remote: '20250101000002' },
        { local: '20250101000003', remote: '' },
      ],
    });
    const advice = await supabase.call(scratch.login, (pass) => ({
      program: 'supabase',
      args: ['db', 'advisors', ...target(supabase.version, scratch.login.url), ...asJson(supabase.version)],
      env: pass,
    }));
    expect(advice.error).toBeUndefined();
    expect(advice.result.stdout).toContain('rls_disabled_in_public');
  });
});

test.skipIf(isMissing('native'))('needs postgres: the engine comes with the tool that dumps it', async () => {
  const { dump, version } = await openScratch({ engine: 'native' });
  expect(dump?.version.split('.')[0]).toBe(version.split('.')[0]);
  expect(dump?.program).toMatch(/\/pg_dump$/);
});

test('on PGlite a session is the next one’s in nothing', async () => {
  const scratch = await openScratch({ engine: 'pglite' });
  const first = await openSession(scratch.login);
  await first.query(`set role anon; set statement_timeout = '1s'`);
  await first.close();
  const second = await connect(scratch.login);
  expect(await answer(second, `current_user || current_setting('statement_timeout')`)).toBe('postgres0');
  const wrong = { ...scratch.login, url: scratch.login.url.replace('//postgres@', '//nobody@') };
  expect(await refusal(openSession(wrong))).toMatchObject({ sqlState: '28P01' });
});
