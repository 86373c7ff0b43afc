// Usage: node scripts/ops/check-idea-pool.mjs tests/fixtures/idea_pool.json
// Exit code 1 and a line each when the pool breaks the rule of docs/specs/content_pipeline.md; 64 without a file.
import { readFileSync } from 'node:fs';
import { poolFaults } from '../../app/idea-pool/rules.js';

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('name a pool: node scripts/ops/check-idea-pool.mjs tests/fixtures/idea_pool.json\n');
  process.exit(64);
}

const { items } = JSON.parse(readFileSync(file, 'utf8'));
const faults = poolFaults(items.flatMap((item) => item.suggestion ?? []));
for (const fault of faults) process.stderr.write(`${file}: ${fault}\n`);
process.stdout.write(`idea pool: ${items.length} ideas, ${faults.length} faults\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
