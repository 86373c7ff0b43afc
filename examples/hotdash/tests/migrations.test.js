import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { migrationFaults } from '../scripts/policy/migrations.mjs';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const migrations = readdirSync(new URL('../supabase/migrations/', import.meta.url)).toSorted();
const migrated = migrations.map((name) => read(`../supabase/migrations/${name}`)).join('\n');

const table = 'create table public.t (id int);\nalter table public.t enable row level security;\n';

test('a migration that is in order has no fault', () => {
  assert.deepEqual(migrationFaults([{ name: '20251017120000_t.sql', sql: table }]), []);
});

const wrong = [
  ['a name that the CLI skips', { name: 'add-table.sql', sql: table }],
  ['a version that is not a time', { name: '001_t.sql', sql: table }],
  ['a way back among the migrations', { name: '20251017120000_t.rollback.sql', sql: 'drop table public.t;' }],
  ['a table that is open to everyone', { name: '20251017120000_t.sql', sql: 'create table public.t (id int);' }],
  ['row level security in a comment alone', { name: '20251017120000_t.sql', sql: table.replace('alter', '-- alter') }],
  ['a psql command', { name: '20251017120000_t.sql', sql: '\\echo hello\n' }],
  ['a role that leaks', { name: '20251017120000_t.sql', sql: 'set local role anon;' }],
];

for (const [what, file] of wrong) {
  test(`${what} is a fault`, () => assert.equal(migrationFaults([file]).length, 1));
}

test('two files of one version are a fault', () => {
  const faults = migrationFaults([
    { name: '20251017120000_a.sql', sql: '' },
    { name: '20251017120000_b.sql', sql: '' },
  ]);
  assert.match(faults.join(), /_a\.sql, 20251017120000_b\.sql: one version/);
});

/** Table → its columns with their types, from `create table` statements laid out one column a line. */
function columnsOf(sql) {
  const tables = [...sql.matchAll(/create table (\S+) \(\n(.*?)\n\);/gs)];
  return new Map(
    tables.map(([, name, body]) => [
      name,
      [...body.matchAll(/^ {2}(?!constraint |check )(\w+) (\w+)/gm)].map(([, column, type]) => `${column} ${type}`),
    ]),
  );
}

test('the migrations make the tables and columns that the feature pack asks for', () => {
  const pack = '../integrations/new_feature_20251017T033137Z/manager_agent_pack_v1/03-database/supabase_schema.sql';
  const asked = columnsOf(read(pack));
  const made = columnsOf(migrated);
  assert.equal(asked.size, 6);
  for (const [name, columns] of asked) assert.deepEqual(made.get(name), columns, name);
});

test("the seeds are the fixture's ideas and suggestions", () => {
  const { items } = JSON.parse(read('fixtures/idea_pool.json'));
  const rows = read('../supabase/seeds/10_feature_pack.sql').match(/^ {2}\('.*$/gm);
  const wanted = items.flatMap(({ idea, suggestion }) => [
    `  ('${idea.id}', '${idea.title}', '${idea.status}', '${idea.priority}', ${idea.confidence.toFixed(2)}`,
    ...(suggestion
      ? [
          `  ('${suggestion.id}', '${idea.id}', '${suggestion.product_id}', '${suggestion.suggestion_type}', '${suggestion.title}', '${suggestion.status}'`,
        ]
      : []),
  ]);
  assert.equal(rows.length, wanted.length);
  for (const start of wanted)
    assert.ok(
      rows.some((row) => row.startsWith(start)),
      start,
    );
});
