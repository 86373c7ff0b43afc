/** Schemas, extensions and the publication; `auth` and `storage` are filled by files of their own. */
export const schemas = `
create schema extensions authorization postgres;
create schema auth authorization supabase_admin;
create schema storage authorization supabase_admin;
create schema realtime authorization supabase_admin;
create schema graphql authorization supabase_admin;
create schema graphql_public authorization supabase_admin;
create schema vault authorization supabase_admin;
create schema pgbouncer authorization pgbouncer;
create schema supabase_functions authorization supabase_admin;

create extension if not exists "uuid-ossp" with schema extensions;
create extension if not exists pgcrypto with schema extensions;
do $$
begin
  if exists (select from pg_available_extensions where name = 'pg_stat_statements') then
    create extension if not exists pg_stat_statements with schema extensions;
  end if;
end
$$;

grant usage on schema public, extensions, auth, storage, realtime, graphql_public to anon, authenticated, service_role;
grant usage on schema auth, realtime, graphql_public, supabase_functions, vault to postgres;
grant usage, create on schema extensions to dashboard_user;
grant all on schema auth to supabase_auth_admin, dashboard_user;
grant all on schema storage to postgres, supabase_storage_admin, dashboard_user;
grant create, usage on schema public to postgres;

create function graphql_public.graphql(
  "operationName" text default null, query text default null, variables jsonb default null, extensions jsonb default null
) returns jsonb language sql as $$
  select jsonb_build_object('errors', jsonb_build_array(
    jsonb_build_object('message', 'pg_graphql extension is not enabled.')))
$$;
grant execute on function graphql_public.graphql to anon, authenticated, service_role;

create publication supabase_realtime;
alter publication supabase_realtime owner to postgres;
`;
