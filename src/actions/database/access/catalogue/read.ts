import type { Session } from '../../../../services/postgres/session.ts';
import { literal, textArray } from '../sql.ts';
import { catalogueSchema, type Catalogue } from './schema.ts';

/** Schemas that Supabase, Postgres or Prestage keeps: no migration of the workspace says who may what in them. */
const kept = [
  'auth cron extensions graphql graphql_public information_schema net pgbouncer pgmq pgsodium pgsodium_masks pgtle',
  'prestage realtime repack storage supabase_functions supabase_migrations tiger tiger_data topology vault _realtime',
  '_analytics _supavisor',
].flatMap((line) => line.split(' '));

/** A table above this is not gone through row by row where people work. */
const largeBytes = 64 * 1024 * 1024;

/** Of a view, what it is made from. */
const large = `(pg_relation_size(o.oid) > ${largeBytes} or exists (select from pg_rewrite w join pg_depend d
  on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
  where w.ev_class = o.oid and pg_relation_size(d.refobjid) > ${largeBytes}))`;

/** Columns that a policy depends on, in its own table and in those that it looks into. */
const asks = `(select coalesce(json_agg(json_build_object('schema', rn.nspname, 'table', r.relname, 'column', ra.attname)), '[]')
  from pg_depend d join pg_class r on r.oid = d.refobjid join pg_namespace rn on rn.oid = r.relnamespace
  join pg_attribute ra on ra.attrelid = r.oid and ra.attnum = d.refobjsubid
  where d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0)`;

const policies = `(select coalesce(json_agg(json_build_object('name', p.polname, 'command', p.polcmd, 'permissive', p.polpermissive,
            'roles', (select json_agg(case when x = 0 then 'public' else pg_get_userbyid(x) end) from unnest(p.polroles) x),
            'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid), 'asks', ${asks})
            order by p.polname), '[]') from pg_policy p where p.polrelid = o.oid)`;

const triggers = (which: string) => `(select coalesce(json_agg(distinct g.tgfoid::regproc::text), '[]')
  from pg_trigger g where g.tgrelid = o.oid and not g.tgisinternal and ${which})`;

/** Of the schemas that are named; of all that are the workspace's own when none is. Two tables of Supabase come along, and its buckets where a policy gives access to them. */
export async function readCatalogue(session: Session, schemas?: readonly string[]): Promise<Catalogue> {
  const [row] = await session.query(catalogueSql(schemas));
  const [hasStorage] = await session.query(`select to_regclass('storage.buckets') is not null as found`);
  const buckets = hasStorage?.['found'] === true ? await session.query(bucketSql) : [];
  return catalogueSchema.parse({ ...row, buckets });
}

const bucketSql = `select id, coalesce(public, false) as public from storage.buckets order by id`;

function catalogueSql(schemas: readonly string[] | undefined): string {
  const ours =
    schemas === undefined
      ? `n.nspname <> all (${textArray(kept)}) and n.nspname !~ '^pg_'`
      : `n.nspname = any (${textArray(schemas)})`;
  const own = `(${ours}) and not exists (select from pg_depend e where e.objid = o.oid and e.deptype = 'e')`;
  return `select
    (select coalesce(json_agg(row_to_json(r) order by r.schema, r.name), '[]') from (
      select o.oid::int8, n.nspname as schema, o.relname as name, o.relkind as kind, o.relrowsecurity as "rowSecurity",
        o.relkind = 'v' and not ${isSet('security_invoker')} as "ownersRights", ${isSet('security_barrier')} as barrier,
        array_remove(array[
          case when pg_relation_is_updatable(o.oid, true) & 8 <> 0 then 'insert' end,
          case when pg_relation_is_updatable(o.oid, true) & 4 <> 0 then 'update' end,
          case when pg_relation_is_updatable(o.oid, true) & 16 <> 0 then 'delete' end], null) as writable,
        (select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
            'base', coalesce(nullif(t.typbasetype, 0), t.oid)::regtype::text, 'category', t.typcategory,
            'labels', ${labels('t')},
            'notNull', a.attnotnull or t.typnotnull, 'default', pg_get_expr(d.adbin, d.adrelid),
            'computed', a.attgenerated <> '' or a.attidentity = 'a') order by a.attnum), '[]')
          from pg_attribute a join pg_type t on t.oid = a.atttypid
          left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped) as columns,
        (select coalesce(json_agg(${columns('o.oid', 'i.indkey::int2[]')}), '[]') from pg_index i
          where i.indrelid = o.oid and i.indisunique) as "unique",
        coalesce((select ${columns('o.oid', 'i.indkey::int2[]')} from pg_index i
          where i.indrelid = o.oid and i.indisprimary), '[]') as "primaryKey",
        (select coalesce(json_agg(json_build_object('constraint', c.conname, 'columns', ${columns('o.oid', 'c.conkey')},
            'schema', fn.nspname, 'table', f.relname, 'to', ${columns('f.oid', 'c.confkey')}) order by c.conname), '[]')
          from pg_constraint c join pg_class f on f.oid = c.confrelid join pg_namespace fn on fn.oid = f.relnamespace
          where c.conrelid = o.oid and c.contype = 'f') as "references",
        ${checks} as checks,
        (select json_build_object('columns', ${columns('t.partrelid', 't.partattrs::int2[]')},
            'text', pg_get_partition_constraintdef(o.oid)) from pg_inherits i
          join pg_partitioned_table t on t.partrelid = i.inhparent where i.inhrelid = o.oid and o.relispartition) as part,
        ${triggers('true')} as triggers, ${large} as large,
        -- Two bits of their type say that they come before or instead of a change.
        ${triggers('g.tgtype & 66 = 0')} as "triggersAfter",
        ${policies} as policies,
        case when o.relkind in ('v', 'm') then pg_get_viewdef(o.oid) end as definition,
        (select coalesce(json_agg(pg_get_triggerdef(g.oid) order by g.tgname), '[]')
          from pg_trigger g where g.tgrelid = o.oid and not g.tgisinternal) as "triggerTexts",
        (select coalesce(json_agg(pg_get_ruledef(w.oid) order by w.rulename), '[]')
          from pg_rewrite w where w.ev_class = o.oid and w.ev_type <> '1') as rules
      from pg_class o join pg_namespace n on n.oid = o.relnamespace
      where o.relkind in ('r', 'p', 'v', 'm', 'f')
        and (${own} or (n.nspname, o.relname) in (('auth', 'users'), ('storage', 'objects'))
          or (n.nspname, o.relname) = ('storage', 'buckets') and exists (select from pg_policy p where p.polrelid = o.oid))
      ) r) as relations,
    ${routinesSql(own)} as routines,
    (select coalesce(json_agg(json_build_object('name', format('%s.%s', n.nspname, o.proname), 'parameters', coalesce(o.proargnames, '{}'), 'text',
        concat_ws(' ', pg_get_function_arguments(o.oid), o.prosrc, pg_get_function_sqlbody(o.oid))) order by o.oid), '[]')
      from pg_proc o join pg_namespace n on n.oid = o.pronamespace where ${own} and o.prokind in ('f', 'p')) as bodies,
    (select coalesce(json_agg(json_build_object('publication', p.pubname, 'table', p.schemaname || '.' || p.tablename)
        order by p.pubname, p.schemaname, p.tablename), '[]')
      from pg_publication_tables p where p.schemaname <> ${literal('prestage')}) as published`;
}

/** Of the words for true, those that are kept as they were written. */
function isSet(option: string): string {
  const words = ['true', 'on', 'yes', '1'].map((word) => `${option}=${word}`);
  return `coalesce(o.reloptions && ${textArray(words)}, false)`;
}

/** Names of the columns that an index or a constraint lists by number, in its order. */
function columns(relation: string, keys: string): string {
  return `(select coalesce(json_agg(a.attname order by k.place), '[]') from unnest(${keys}) with ordinality k(number, place)
    join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.number)`;
}

const checks = `(select coalesce(json_agg(json_build_object('name', c.conname, 'columns', ${columns('o.oid', 'c.conkey')},
            'text', pg_get_constraintdef(c.oid))), '[]') from (
            select k.oid, k.conname, k.conkey from pg_constraint k where k.conrelid = o.oid and k.contype = 'c'
            union all
            select k.oid, k.conname, array[a.attnum] from pg_constraint k join pg_attribute a on a.atttypid = k.contypid
              where a.attrelid = o.oid and k.contypid <> 0) c)`;

/** Of an enum, or of a domain over one. */
function labels(type: string): string {
  return `(select coalesce(json_agg(e.enumlabel order by e.enumsortorder), '[]') from pg_enum e
    where e.enumtypid = coalesce(nullif(${type}.typbasetype, 0), ${type}.oid))`;
}

/** Names stand for what comes out, too; a call of a procedure has a place for that. */
const modes = `coalesce(o.proargmodes, array_fill('i'::"char", array[o.pronargs::int]))`;
const inputs = `(select m.mode = 'o' as out, o.proargnames[m.place] as name, m.place,
    (coalesce(o.proallargtypes, o.proargtypes::oid[]))[m.place + case when o.proallargtypes is null then array_lower(o.proargtypes::oid[], 1) - 1 else 0 end] as type
  from unnest(${modes}) with ordinality m(mode, place) where m.mode in ('i', 'b', 'v') or o.prokind = 'p')`;

function routinesSql(own: string): string {
  return `(select coalesce(json_agg(row_to_json(f) order by f.signature), '[]') from (
      select o.oid::int8, o.prokind as kind, n.nspname as schema, o.proname as name, o.prosecdef as definer,
        coalesce(o.proconfig::text like '%search_path=%', false) as "ownSearchPath",
        o.proretset as "givesRows", o.provolatile = 'v' as writes,
        o.pronargs - o.pronargdefaults as required, o.provariadic <> 0 as variadic,
        format('%s.%s(%s)', n.nspname, o.proname, pg_get_function_identity_arguments(o.oid)) as signature,
        coalesce(format_type(nullif(o.prorettype, 0), null), 'void') as returns,
        (select coalesce(json_agg(json_build_object('name', coalesce(x.name, ''), 'type', format_type(x.type, null),
            'base', coalesce(nullif(t.typbasetype, 0), t.oid)::regtype::text, 'category', t.typcategory,
            'labels', ${labels('t')}, 'out', x.out) order by x.place), '[]') from ${inputs} x
          join pg_type t on t.oid = x.type) as inputs
      from pg_proc o join pg_namespace n on n.oid = o.pronamespace
      where ${own} and o.prokind in ('f', 'p') and o.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)) f
    )`;
}
