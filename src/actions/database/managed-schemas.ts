/** Schemas that Supabase, Postgres or Prestage made: what stands in them is not the workspace's. */
const managedSchemas = [
  'information_schema',
  'prestage',
  'auth',
  'storage',
  'realtime',
  'extensions',
  'graphql',
  'graphql_public',
  'vault',
  'pgbouncer',
  'pgsodium',
  'pgsodium_masks',
  'supabase_functions',
  'supabase_migrations',
  'cron',
  'net',
  'pgmq',
];

const list = managedSchemas.map((name) => `'${name}'`).join(', ');

/** A condition over the name of a schema: whether the workspace made it. */
export function isOwnSchema(name: string): string {
  return `(${name} !~ '^(pg_|_)' and ${name} not in (${list}))`;
}
