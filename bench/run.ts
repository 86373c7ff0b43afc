import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run bench`: every bench of this folder, one after the other, so that none disturbs another. */
const folder = import.meta.dirname;
const benches = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts' && !name.endsWith('.test.ts'))
  .toSorted();

const missed = benches.filter((name) => {
  console.log(`\n${name}`);
  return spawnSync(process.execPath, [join(folder, name)], { stdio: ['ignore', 'inherit', 'inherit'] }).status !== 0;
});

if (missed.length > 0) console.log(`\nmissed their goal: ${missed.join(', ')}`);
process.exitCode = missed.length === 0 ? 0 : 1;
