// Part of `npm run lint`. Exit code 1 and a line each when a migration would go wrong or open a table to everyone.
import { readFileSync, readdirSync } from 'node:fs';
import { migrationFaults } from './migrations.mjs';

const folder = new URL('../../supabase/migrations/', import.meta.url);
const files = readdirSync(folder)
  .toSorted()
  .map((name) => ({ name, sql: readFileSync(new URL(name, folder), 'utf8') }));

const faults = migrationFaults(files);
if (files.length === 0) faults.push('supabase/migrations/ holds no file: nothing was checked');
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`migrations: ${files.length} checked, ${faults.length} faults\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
