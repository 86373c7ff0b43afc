/** Extensions of hosted projects that a Postgres of one's own does not bring along. */
interface HostedExtension {
  readonly name: string;
  /** What a server says that lacks something of it: a schema, a type, a function, an access method. */
  readonly missing: RegExp;
  /** Debian's package of it, without the `postgresql-NN-` before it; absent where there is none. */
  readonly debian?: string;
}

const hosted: readonly HostedExtension[] = [
  { name: 'pg_cron', missing: /schema "cron" does not exist|cron\.database_name/, debian: 'cron' },
  { name: 'pg_net', missing: /schema "net" does not exist/ },
  { name: 'pgmq', missing: /schema "pgmq" does not exist/ },
  {
    name: 'http',
    missing:
      /function (?:extensions\.)?http(?:_(?:get|post|put|patch|delete|head|header|set_curlopt))?\(|type "(?:extensions\.)?http_(?:request|response|header|method)"/,
    debian: 'http',
  },
  {
    name: 'vector',
    missing: /type "(?:extensions\.)?(?:vector|halfvec|sparsevec)" does not|access method "(?:hnsw|ivfflat)" does not/,
    debian: 'pgvector',
  },
  {
    name: 'postgis',
    missing: /type "(?:\w+\.)?(?:geometry|geography)" does not|function (?:\w+\.)?st_\w+\(/,
    debian: 'postgis-3',
  },
  { name: 'pgsodium', missing: /schema "pgsodium" does not exist/ },
  { name: 'pg_graphql', missing: /function graphql\.\w+\(/ },
  { name: 'pgroonga', missing: /access method "pgroonga" does not/, debian: 'pgdg-pgroonga' },
  { name: 'rum', missing: /access method "rum" does not/, debian: 'rum' },
  { name: 'hypopg', missing: /function (?:\w+\.)?hypopg\w*\(/, debian: 'hypopg' },
  { name: 'plpgsql_check', missing: /function (?:\w+\.)?plpgsql_check\w*\(/, debian: 'plpgsql-check' },
  { name: 'pgtap', missing: /function (?:\w+\.)?(?:has_table|lives_ok|throws_ok|policies_are)\(/, debian: 'pgtap' },
  { name: 'pgaudit', missing: /unrecognized configuration parameter "pgaudit\./, debian: 'pgaudit' },
];

/** What a failure says when a server cannot give what a hosted project gives. The words go after the file's name. */
export function lacking(message: string): string | undefined {
  const asked = askedFor(message);
  if (asked !== undefined)
    return `needs the extension ${asked}, which this machine's Postgres does not have: ${wayTo(asked)}`;
  const [, preloaded] = /(\w+) (?:can only|must) be loaded via shared_preload_libraries/.exec(message) ?? [];
  if (preloaded !== undefined)
    return (
      `needs the extension ${preloaded}, which works only where the server loads it at its start, ` +
      `as hosted projects do and scratch databases do not: ${guard(preloaded)}`
    );
  const used = hosted.find(({ missing }) => missing.test(message));
  if (used === undefined) return undefined;
  return (
    `uses the extension ${used.name}, which no migration before it has made: on a project somebody may have switched it on ` +
    `by hand. Write \`create extension if not exists ${used.name}\` into a migration, so that every database gets it, and ` +
    wayTo(used.name)
  );
}

/** By its name. */
function askedFor(message: string): string | undefined {
  return (
    /extension "([^"]+)" is not available/.exec(message)?.[1] ??
    /could not open extension control file ".*?([^/"]+)\.control"/i.exec(message)?.[1]
  );
}

function wayTo(extension: string): string {
  const known = hosted.find(({ name }) => name === extension);
  if (known === undefined) return 'install it there, and scratch databases have it too';
  if (known.debian === undefined) return guard(extension);
  return `install it there, and scratch databases have it too (Debian: postgresql-NN-${known.debian}, where NN is its version)`;
}

function guard(extension: string): string {
  return (
    `let the migration do without it where there is none (\`do $$ begin if exists (select from pg_available_extensions ` +
    `where name = '${extension}') then … end if; end $$\`)`
  );
}
