import { columnWords, ownRelations } from './relations.ts';
import type { CatalogueQuery } from './thing.ts';

const ownColumns = `
  select a.*, r.id as relation, format('%s.%I', r.id, a.attname) as id, quote_ident(a.attname) as word,
    format_type(a.atttypid, a.atttypmod) as type, pg_get_expr(d.adbin, d.adrelid) as expression, ${columnWords} as words
  from (${ownRelations}) r join pg_attribute a on a.attrelid = r.oid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where r.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`;

/** Each with its type, its default and whether it may be null as things of their own: one drift is one statement. */
export const columns: readonly CatalogueQuery[] = [
  {
    of: 'columns',
    sql: `select 'column' as kind, id as name, 'table ' || relation as parent, true as within,
        concat_ws(' ', type, case when attgenerated = 's' then format('generated always as (%s) stored', expression) end) as state,
        format('alter table %s add column %s;', relation, words) as make,
        format('alter table %s drop column %s;', relation, word) as unmake,
        case when attgenerated = '' then format('alter table %s alter column %s type %s using %s::%s;', relation, word, type, word, type)
          end as alter
      from (${ownColumns}) c`,
  },
  {
    of: 'defaults',
    sql: `select 'default' as kind, id as name, 'column ' || id as parent, true as within, expression as state,
        format('alter table %s alter column %s set default %s;', relation, word, expression) as make,
        format('alter table %s alter column %s drop default;', relation, word) as unmake,
        format('alter table %s alter column %s set default %s;', relation, word, expression) as alter
      from (${ownColumns}) c where expression is not null and attgenerated = ''`,
  },
  {
    of: 'columns that may not be null',
    sql: `select 'not null' as kind, id as name, 'column ' || id as parent, true as within, '' as state,
        format('alter table %s alter column %s set not null;', relation, word) as make,
        format('alter table %s alter column %s drop not null;', relation, word) as unmake
      from (${ownColumns}) c where attnotnull`,
  },
  {
    of: 'identities',
    sql: `select 'identity' as kind, id as name, 'column ' || id as parent, true as within, i.words as state,
        format('alter table %s alter column %s add generated %s as identity;', relation, word, i.words) as make,
        format('alter table %s alter column %s drop identity;', relation, word) as unmake,
        format('alter table %s alter column %s set generated %s;', relation, word, i.words) as alter
      from (${ownColumns}) c
      cross join lateral (select case attidentity when 'a' then 'always' else 'by default' end as words) i
      where attidentity <> ''`,
  },
  {
    of: 'constraints',
    sql: `select 'constraint' as kind, format('%I on %s', k.conname, r.id) as name, 'table ' || r.id as parent,
        pg_get_constraintdef(k.oid) as state,
        format('alter table %s add constraint %I %s;', r.id, k.conname, pg_get_constraintdef(k.oid)) as make,
        format('alter table %s drop constraint %I;', r.id, k.conname) as unmake
      from (${ownRelations}) r join pg_constraint k on k.conrelid = r.oid
      where k.contype in ('p', 'u', 'c', 'x', 'f') and k.conparentid = 0 and k.conislocal
      order by array_position(array['p', 'u', 'c', 'x', 'f'], k.contype::text), k.conname`,
  },
  {
    of: 'indexes',
    sql: `select 'index' as kind, i.id as name, case r.relkind when 'm' then 'materialized view ' else 'table ' end || r.id as parent,
        pg_get_indexdef(i.oid) || case when x.indisvalid then '' else ' invalid' end as state,
        pg_get_indexdef(i.oid) || ';' as make, format('drop index %s;', i.id) as unmake
      from (${ownRelations}) r join pg_index x on x.indrelid = r.oid
      join (${ownRelations}) i on i.oid = x.indexrelid
      where not i.relispartition and not exists (select from pg_constraint k where k.conindid = i.oid and k.contype in ('p', 'u', 'x'))`,
  },
  {
    of: 'replica identities',
    sql: `select 'replica identity' as kind, id as name, 'table ' || id as parent, w.words as state,
        format('alter table %s replica identity %s;', id, w.words) as make,
        format('alter table %s replica identity default;', id) as unmake,
        format('alter table %s replica identity %s;', id, w.words) as alter
      from (${ownRelations}) r cross join lateral (select case relreplident when 'f' then 'full' when 'n' then 'nothing'
        else 'using index ' || (select quote_ident(c.relname) from pg_index x join pg_class c on c.oid = x.indexrelid
          where x.indrelid = r.oid and x.indisreplident) end as words) w
      where relkind in ('r', 'p') and relreplident <> 'd' and w.words is not null`,
  },
  {
    of: 'storage parameters',
    sql: `select 'storage parameters' as kind, id as name, 'table ' || id as parent, o.words as state,
        format('alter table %s set (%s);', id, o.words) as make,
        format('alter table %s reset (%s);', id, o.names) as unmake
      from (${ownRelations}) r cross join lateral (select array_to_string(reloptions, ', ') as words,
        (select string_agg(split_part(one, '=', 1), ', ') from unnest(reloptions) one) as names) o
      where relkind in ('r', 'p') and reloptions is not null`,
  },
];
