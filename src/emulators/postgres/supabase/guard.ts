/**
 * On a hosted project `postgres` owns nothing of `auth`, `storage` and `realtime` and may create nothing there: a
 * migration that tries works on no project. Policies, triggers, indexes, grants and comments are let pass.
 */
export const guard = `
create function extensions.managed_schema_guard() returns event_trigger language plpgsql set search_path = '' as $$
declare each record;
begin
  if current_user <> 'postgres' then
    return;
  end if;
  for each in
    select object_identity, schema_name, command_tag from pg_catalog.pg_event_trigger_ddl_commands()
    where schema_name in ('auth', 'storage', 'realtime')
  loop
    if each.command_tag like 'ALTER %' then
      raise exception 'must be owner of %', each.object_identity using errcode = '42501';
    elsif each.command_tag in ('CREATE TABLE', 'CREATE TABLE AS', 'CREATE VIEW', 'CREATE FUNCTION', 'CREATE TYPE', 'CREATE SEQUENCE') then
      raise exception 'permission denied for schema %', each.schema_name using errcode = '42501';
    end if;
  end loop;
end
$$;
create event trigger managed_schema_guard on ddl_command_end execute function extensions.managed_schema_guard();
`;
