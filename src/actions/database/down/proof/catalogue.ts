import type { CatalogueQuery } from '../../drift/catalogue/thing.ts';
import { ownRelations } from '../../drift/catalogue/relations.ts';
import { isOwnSchema } from '../../managed-schemas.ts';

/** As `comment on` has it. */
const word = `case o.type when 'table constraint' then 'constraint' else o.type end`;

/** Kinds that other queries read, and what is part of them. */
const known = `'table', 'view', 'materialized view', 'index', 'sequence', 'table column', 'composite type', 'toast table', 'type',
  'default value', 'default acl', 'policy', 'trigger', 'table constraint', 'domain constraint', 'schema', 'extension', 'publication',
  'publication relation', 'publication namespace', 'event trigger', 'function', 'procedure', 'role', 'database'`;

/**
 * What a comparison with an environment can do without, and a way back cannot: objects of every other kind, and what is left
 * of an object that is there again.
 */
export const further: readonly CatalogueQuery[] = [
  {
    of: 'objects of other kinds',
    sql: `select o.type as kind, o.identity as name, null as parent, w.words as state, '-- make again: ' || o.type || ' ' || o.identity as make,
        format('drop %s %s;', o.type, o.identity) as unmake
      from (
        select classid, objid from pg_depend where objid >= 16384 and objsubid = 0
        union select classid, objid from pg_shdepend where objid >= 16384 and objsubid = 0
          and dbid = (select oid from pg_database where datname = current_database())
      ) d
      cross join lateral pg_identify_object(d.classid, d.objid, 0) o
      cross join lateral (select coalesce(case o.type when 'rule' then pg_get_ruledef(d.objid)
        when 'statistics object' then pg_get_statisticsobjdef(d.objid) end, '') as words) w
      where o.identity is not null and o.type not in (${known}) and o.identity !~ '^"_RETURN" on '
        and not exists (select from pg_depend e where e.classid = d.classid and e.objid = d.objid and e.deptype in ('e', 'i'))`,
  },
  {
    of: 'range types',
    sql: `select 'type' as kind, format('%I.%I', n.nspname, y.typname) as name, 'schema ' || n.nspname as parent,
        'range of ' || format_type(g.rngsubtype, null) as state,
        format('create type %I.%I as range (subtype = %s);', n.nspname, y.typname, format_type(g.rngsubtype, null)) as make,
        format('drop type %I.%I;', n.nspname, y.typname) as unmake
      from pg_range g join pg_type y on y.oid = g.rngtypid join pg_namespace n on n.oid = y.typnamespace
      where ${isOwnSchema('n.nspname')}`,
  },
  {
    of: 'comments on other objects',
    sql: `select 'comment' as kind, format('on %s %s', w.word, o.identity) as name, null as parent, d.description as state,
        format('comment on %s %s is %L;', w.word, o.identity, d.description) as make,
        format('comment on %s %s is null;', w.word, o.identity) as unmake,
        format('comment on %s %s is %L;', w.word, o.identity, d.description) as alter
      from pg_description d cross join lateral pg_identify_object(d.classoid, d.objoid, 0) o
      cross join lateral (select ${word} as word) w
      where d.objoid >= 16384 and d.classoid not in ('pg_class'::regclass, 'pg_proc'::regclass)`,
  },
  {
    of: 'owners of sequences',
    sql: `select 'column of sequence' as kind, r.id as name, 'sequence ' || r.id as parent, c.id as state, '' as make, '' as unmake,
        format('alter sequence %s owned by %s;', r.id, c.id) as alter
      from (${ownRelations}) r
      cross join lateral (select coalesce((select format('%s.%I', d.refobjid::regclass, a.attname)
        from pg_depend d join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
        where d.classid = 'pg_class'::regclass and d.objid = r.oid and d.deptype = 'a' and d.refobjsubid > 0), 'none') as id) c
      where r.relkind = 'S' and not exists (select from pg_depend i
        where i.classid = 'pg_class'::regclass and i.objid = r.oid and i.deptype = 'i')`,
  },
  {
    of: 'privileges on types and the database',
    sql: `select 'privileges' as kind, 'on ' || p.id as name, null as parent, p.acl as state, '-- give back: ' || p.acl as make,
        '-- take back: ' || p.acl as unmake
      from (
        select format('type %I.%I', n.nspname, y.typname) as id, y.typacl::text as acl
        from pg_type y join pg_namespace n on n.oid = y.typnamespace where y.typacl is not null and ${isOwnSchema('n.nspname')}
        union all
        select 'database ' || quote_ident(datname), datacl::text from pg_database
        where datname = current_database() and datacl is not null
      ) p`,
  },
  {
    of: 'versions of extensions',
    sql: `select 'version' as kind, 'extension ' || quote_ident(extname) as name, 'extension ' || extname as parent, extversion as state,
        '' as make, '' as unmake, format('alter extension %I update to %L;', extname, extversion) as alter
      from pg_extension`,
  },
  {
    of: 'materialized views without rows',
    sql: `select 'rows of materialized view' as kind, id as name, 'materialized view ' || id as parent,
        case when relispopulated then 'there' else 'none' end as state, '' as make, '' as unmake,
        format('refresh materialized view %s%s;', id, case when relispopulated then '' else ' with no data' end) as alter
      from (${ownRelations}) r where relkind = 'm'`,
  },
  {
    // Servers keep stamps of their own among the options of a column.
    of: 'ways in which columns are kept',
    sql: `select 'storage' as kind, format('%s.%I', r.id, a.attname) as name, format('column %s.%I', r.id, a.attname) as parent,
        concat_ws(' ', w.kept, a.attstattarget, nullif(a.attcompression, ''), w.options) as state, '' as make, '' as unmake,
        format('alter table %s alter column %I set storage %s;', r.id, a.attname, w.kept) as alter
      from (${ownRelations}) r join pg_attribute a on a.attrelid = r.oid
      cross join lateral (select case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end as kept,
        (select string_agg(one, ', ') from unnest(a.attoptions) one where one ~ '^n_distinct') as options) w
      where r.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`,
  },
  {
    of: 'tables that inherit',
    sql: `select 'inheritance' as kind, format('%s from %s', r.id, i.inhparent::regclass) as name, 'table ' || r.id as parent, '' as state,
        format('alter table %s inherit %s;', r.id, i.inhparent::regclass) as make,
        format('alter table %s no inherit %s;', r.id, i.inhparent::regclass) as unmake
      from (${ownRelations}) r join pg_inherits i on i.inhrelid = r.oid where r.relkind = 'r' and not r.relispartition`,
  },
];
