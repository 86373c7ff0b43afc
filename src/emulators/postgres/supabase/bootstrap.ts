import type { Exposure } from '../../../core/scratch.ts';
import { auth } from './auth.ts';
import { defaultPrivileges } from './exposure.ts';
import { guard } from './guard.ts';
import { parameters } from './parameters.ts';
import { realtime } from './realtime.ts';
import { roles } from './roles.ts';
import { schemas } from './schemas.ts';
import { standIns } from './stand-ins.ts';
import { storage } from './storage.ts';

/**
 * In single-user mode numbers begin where the server's own objects have theirs, and what has such a number is never held
 * to row level security: `auth.users` and `storage.objects` would stand open, policies and all.
 */
const numbersOfOrdinaryObjects = `
do $$
begin
  while pg_nextoid('pg_catalog.pg_class', 'oid', 'pg_catalog.pg_class_oid_index') < 16384 loop end loop;
end
$$;`;

/**
 * Makes an empty database one of Supabase, as its superuser `supabase_admin`. Ours, written from what a project looks
 * like: the parts that migrations, seeds, policies and tests of a workspace meet.
 */
export function bootstrapSql(exposure: Exposure): string {
  return [
    numbersOfOrdinaryObjects,
    roles,
    parameters,
    schemas,
    auth,
    storage,
    realtime,
    standIns,
    defaultPrivileges(exposure),
    guard,
  ].join('\n');
}
