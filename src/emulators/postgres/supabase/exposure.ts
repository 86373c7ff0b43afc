import type { Exposure } from '../../../core/scratch.ts';

/** What a role that creates something in `public` gives to the API's roles with it. */
export function defaultPrivileges(exposure: Exposure): string {
  const [verb, to] = exposure === 'auto' ? ['grant', 'to'] : ['revoke', 'from'];
  return ['postgres', 'supabase_admin']
    .flatMap((creator) =>
      ['tables', 'functions', 'sequences'].map(
        (kind) =>
          `alter default privileges for role ${creator} in schema public
             ${verb} all on ${kind} ${to} ${exposure === 'auto' ? 'postgres, ' : ''}anon, authenticated, service_role;`,
      ),
    )
    .join('\n');
}
