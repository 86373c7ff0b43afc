/** Names that the supabase CLI takes for a migration: a version, an underscore, a name. */
const pattern = /^(\d+)_.+\.sql$/;

/**
 * What the CLI would stumble over, or apply without a word, in a folder of migrations.
 *
 * @param {readonly { name: string, sql: string }[]} files
 * @returns {string[]} one sentence a fault; empty when there is none
 */
export function migrationFaults(files) {
  return [...files.flatMap(nameFaults), ...duplicateVersions(files), ...files.flatMap(sqlFaults)];
}

function nameFaults({ name }) {
  if (!pattern.test(name)) return [`${name}: the CLI skips it; call it <14 digits>_<words>.sql`];
  if (!/^\d{14}_/.test(name)) return [`${name}: the version must be a time of 14 digits, or the order goes wrong`];
  if (/\.(rollback|down)\.sql$/.test(name))
    return [`${name}: the CLI would apply it as a migration; keep the way back outside this folder`];
  return [];
}

function duplicateVersions(files) {
  const names = Map.groupBy(files, ({ name }) => pattern.exec(name)?.[1]);
  names.delete(undefined);
  return [...names]
    .filter(([, same]) => same.length > 1)
    .map(([version, same]) => `${same.map(({ name }) => name).join(', ')}: one version, ${version}; give each its own`);
}

function sqlFaults({ name, sql }) {
  const statements = sql.replaceAll(/--.*$/gm, '').toLowerCase();
  const faults = [];
  if (/^\s*\\/m.test(statements)) faults.push(`${name}: a psql command (\\…) is no SQL; the CLI fails on it`);
  if (/\bset\s+(?:local\s+)?role\b/.test(statements)) faults.push(`${name}: SET ROLE leaks into the files after it`);
  for (const [, table] of statements.matchAll(/create table (?:if not exists )?(\S+)/g)) {
    if (!statements.includes(`alter table ${table} enable row level security`))
      faults.push(`${name}: ${table} has no row level security; enable it in the same file`);
  }
  return faults;
}
