import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closingLine, summarise, vitestReport } from './vitest-summary.ts';

/**
 * `node scripts/ci-tests.ts FOLDER`: runs the README's test command, and fails on a failure, on nothing run and on a
 * skip that test/planned-skips.json does not name. Leaves the counts in FOLDER/closing-line.
 */
const folder = process.argv[2] ?? '.';
const output = join(folder, 'vitest.json');
rmSync(output, { force: true });

const args = ['test', '--', '--reporter=default', '--reporter=json', `--outputFile.json=${output}`];
const run = spawnSync('npm', args, { stdio: ['ignore', 'inherit', 'inherit'] });

const planned: unknown = JSON.parse(readFileSync('test/planned-skips.json', 'utf8'));
if (!Array.isArray(planned)) throw new TypeError('test/planned-skips.json is a list of programs');
const summary = summarise(vitestReport.parse(JSON.parse(readFileSync(output, 'utf8'))), planned.map(String));
writeFileSync(join(folder, 'closing-line'), `${closingLine(summary)}\n`);

for (const failure of summary.failures) console.log(`failed: ${failure}\n`);
for (const name of summary.unplanned) console.log(`skipped, and nobody planned it: ${name}`);
if (summary.unplanned.length > 0)
  console.log(
    'CI lacks what test/planned-skips.json lists and nothing else: let the test run, or install what it needs.',
  );

const clean = run.status === 0 && summary.failed === 0 && summary.unplanned.length === 0 && summary.passed > 0;
if (!clean && summary.failed === 0) console.log(`npm test ended with ${run.status ?? run.signal ?? 'nothing'}`);
process.exitCode = clean ? 0 : 1;
