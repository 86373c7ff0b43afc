import type { Exposure } from '../../../core/scratch.ts';
import { auth } from './auth.ts';
import { defaultPrivileges } from './exposure.ts';
import { guard } from './guard.ts';
import { realtime } from './realtime.ts';
import { roles } from './roles.ts';
import { schemas } from './schemas.ts';
import { standIns } from './stand-ins.ts';
import { storage } from './storage.ts';

/**
 * Makes an empty database one of Supabase, as its superuser `supabase_admin`. Ours, written from what a project looks
 * like: the parts that migrations, seeds, policies and tests of a workspace meet.
 */
export function bootstrapSql(exposure: Exposure): string {
  return [roles, schemas, auth, storage, realtime, standIns, defaultPrivileges(exposure), guard].join('\n');
}
