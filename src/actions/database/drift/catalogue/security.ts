import { isOwnSchema } from '../../managed-schemas.ts';
import { isNoMember, type CatalogueQuery } from './thing.ts';

/** Tables whose policies are the workspace's: its own, and those of Supabase that policies of a workspace decide on. */
const guardedTables = `
  select c.*, format('%I.%I', n.nspname, c.relname) as id, ${isOwnSchema('n.nspname')} as own
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and ${isNoMember('c.oid', 'pg_class')} and (${isOwnSchema('n.nspname')}
    or (n.nspname, c.relname) in (('storage', 'objects'), ('storage', 'buckets'), ('realtime', 'messages')))`;

const parent = (id: string) => `case when g.own then 'table ' || ${id} end`;

export const security: readonly CatalogueQuery[] = [
  {
    of: 'row level security',
    sql: `select 'row level security' as kind, g.id as name, ${parent('g.id')} as parent, 'on' as state,
        format('alter table %s enable row level security;', g.id) as make,
        format('alter table %s disable row level security;', g.id) as unmake
      from (${guardedTables}) g where g.relrowsecurity`,
  },
  {
    of: 'forced row level security',
    sql: `select 'forced row level security' as kind, g.id as name, ${parent('g.id')} as parent, 'on' as state,
        format('alter table %s force row level security;', g.id) as make,
        format('alter table %s no force row level security;', g.id) as unmake
      from (${guardedTables}) g where g.relforcerowsecurity`,
  },
  {
    of: 'policies',
    sql: `select 'policy' as kind, format('%I on %s', p.polname, g.id) as name, ${parent('g.id')} as parent, w.state,
        format('create policy %I on %s %s;', p.polname, g.id, w.state) as make,
        format('drop policy %I on %s;', p.polname, g.id) as unmake
      from (${guardedTables}) g join pg_policy p on p.polrelid = g.oid
      cross join lateral (select concat_ws(' ',
        case when p.polpermissive then 'as permissive' else 'as restrictive' end,
        'for ' || case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
        'to ' || (select string_agg(case one when 0 then 'public' else quote_ident(pg_get_userbyid(one)) end, ', '
          order by pg_get_userbyid(one)) from unnest(p.polroles) one),
        'using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
        'with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') as state) w`,
  },
  {
    // On a table of Supabase those count whose function is the workspace's.
    of: 'triggers',
    sql: `select 'trigger' as kind, format('%I on %s', t.tgname, t.id) as name,
        case when t.own then 'table ' || t.id end as parent,
        pg_get_triggerdef(t.oid) || t.enabled as state,
        pg_get_triggerdef(t.oid) || ';' || case when t.enabled = '' then '' else
          format(E'\\nalter table %s %s trigger %I;', t.id, trim(t.enabled), t.tgname) end as make,
        format('drop trigger %I on %s;', t.tgname, t.id) as unmake
      from (
        select g.*, format('%I.%I', n.nspname, c.relname) as id, ${isOwnSchema('n.nspname')} as own,
          case g.tgenabled when 'D' then ' disable' when 'R' then ' enable replica' when 'A' then ' enable always' else '' end as enabled
        from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace
        join pg_proc p on p.oid = g.tgfoid join pg_namespace f on f.oid = p.pronamespace
        where not g.tgisinternal and g.tgparentid = 0 and (${isOwnSchema('n.nspname')} or ${isOwnSchema('f.nspname')})
      ) t`,
  },
  {
    of: 'event triggers',
    sql: `select 'event trigger' as kind, e.evtname as name, null as parent,
        concat_ws(' ', e.evtevent, array_to_string(e.evttags, ','), p.oid::regprocedure, e.evtenabled) as state,
        format('create event trigger %I on %s%s execute function %s;', e.evtname, e.evtevent,
          ' when tag in (' || (select string_agg(quote_literal(tag), ', ') from unnest(e.evttags) tag) || ')',
          p.oid::regprocedure) || case when e.evtenabled = 'O' then '' else format(E'\\nalter event trigger %I %s;', e.evtname,
          case e.evtenabled when 'D' then 'disable' when 'R' then 'enable replica' else 'enable always' end) end as make,
        format('drop event trigger %I;', e.evtname) as unmake
      from pg_event_trigger e join pg_proc p on p.oid = e.evtfoid join pg_namespace n on n.oid = p.pronamespace
      where ${isOwnSchema('n.nspname')}`,
  },
  {
    of: 'publications',
    sql: `select 'publication' as kind, pubname as name, null as parent, w.words as state,
        format('create publication %I%s with (publish = %L);', pubname, case when puballtables then ' for all tables' else '' end, w.publish) as make,
        format('drop publication %I;', pubname) as unmake,
        format('alter publication %I set (publish = %L);', pubname, w.publish) as alter
      from pg_publication
      cross join lateral (select concat_ws(', ', case when pubinsert then 'insert' end, case when pubupdate then 'update' end,
        case when pubdelete then 'delete' end, case when pubtruncate then 'truncate' end) as publish) p
      cross join lateral (select p.publish || case when puballtables then ' of all tables' else '' end as words, p.publish) w
      where pubname not like 'supabase_realtime_messages%'`,
  },
  {
    // Without a list of columns it is all of them, whatever they are and in whatever order.
    of: 'tables of publications',
    sql: `select 'table of publication' as kind, format('%I: %I.%I', pubname, schemaname, tablename) as name,
        'publication ' || pubname as parent, concat_ws(' where ', k.columns, rowfilter) as state,
        format('alter publication %I add table %I.%I%s%s;', pubname, schemaname, tablename,
          ' (' || k.columns || ')', ' where (' || rowfilter || ')') as make,
        format('alter publication %I drop table %I.%I;', pubname, schemaname, tablename) as unmake
      from pg_publication_tables t cross join lateral (select string_agg(quote_ident(one), ', ') as columns
        from unnest(t.attnames) one where exists (select from pg_publication_rel r
          join pg_publication p on p.oid = r.prpubid join pg_class c on c.oid = r.prrelid join pg_namespace n on n.oid = c.relnamespace
          where r.prattrs is not null and p.pubname = t.pubname and c.relname = t.tablename and n.nspname = t.schemaname)) k
      where ${isOwnSchema('schemaname')} and pubname not in (select pubname from pg_publication where puballtables)`,
  },
];
