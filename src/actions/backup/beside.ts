import { z } from 'zod';
import type { Thing } from '../database/drift/catalogue/thing.ts';
import type { Session } from '../../services/postgres/session.ts';

const thing = z.object({
  kind: z.string(),
  name: z.string(),
  parent: z.string().optional(),
  state: z.string(),
  make: z.string(),
  unmake: z.string(),
  alter: z.string().optional(),
  within: z.boolean().optional(),
});

/** What pg_dump leaves out, or what a new project of Supabase has of its own already. */
export const besideSchema = z.strictObject({
  things: z.array(thing),
  /** Statements, each with its value: the catalogue hides those of settings that people invent. */
  settings: z.array(z.string()),
});

export type Beside = z.infer<typeof besideSchema>;

/** Before there is anything that may belong to them. */
export const firstKinds: ReadonlySet<string> = new Set(['role', 'role attributes', 'membership', 'extension']);

/** After all that they refer to. */
const lastKinds: ReadonlySet<string> = new Set([
  'event trigger',
  'publication',
  'table of publication',
  'bucket',
  'cron job',
]);

/** On tables of Supabase, whose definition no dump has. */
const guardKinds: ReadonlySet<string> = new Set([
  'trigger',
  'policy',
  'row level security',
  'forced row level security',
]);

export function comesLast({ kind, parent }: Thing): boolean {
  return lastKinds.has(kind) || (guardKinds.has(kind) && parent === undefined);
}

export async function readBeside(session: Session, things: readonly Thing[]): Promise<Beside> {
  return {
    things: things.filter((each) => firstKinds.has(each.kind) || comesLast(each)),
    settings: await readSettingStatements(session),
  };
}

/** Of roles and databases. What a list takes must not be quoted as one value. */
async function readSettingStatements(session: Session): Promise<string[]> {
  const found = await session.query(`
    select format('alter %s set %s to %s;', w.whose, w.name, case when w.name in ('search_path', 'session_preload_libraries')
      then w.value else quote_literal(w.value) end) as statement
    from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole cross join lateral unnest(s.setconfig) one
    cross join lateral (select split_part(one, '=', 1) as name, substr(one, strpos(one, '=') + 1) as value,
      case when s.setrole = 0 then format('database %I', current_database())
        else format('role %s', coalesce(quote_ident(r.rolname), 'all')) ||
          case when s.setdatabase = 0 then '' else format(' in database %I', current_database()) end end as whose) w
    where (s.setdatabase = 0 or s.setdatabase = (select oid from pg_database where datname = current_database()))
      and coalesce(r.rolname, '') !~ '^(supabase_|pg_|cli_login|pgbouncer|dashboard_user)'
      and not (r.rolname = 'authenticator' and w.name = 'session_preload_libraries')
    order by 1`);
  return found.map(({ statement }) => String(statement));
}
