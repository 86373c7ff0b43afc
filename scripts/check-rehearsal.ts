import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { reportSchema } from '../src/core/report.ts';
import { expected, expectedExitCode, unknownForOtherReasons, verdictsOf } from '../test/e2e/expected.ts';

/** `node scripts/check-rehearsal.ts REPORT.json EXIT-CODE`: what `npm run rehearse -- --json` printed is what it must be. */
const [path = '', code = ''] = process.argv.slice(2);
const printed: unknown = JSON.parse(readFileSync(path, 'utf8'));
const committed = z.fromJSONSchema(JSON.parse(readFileSync('schemas/run-report.json', 'utf8')));
const problems: string[] = [];

const againstFile = committed.safeParse(printed);
if (!againstFile.success) problems.push(`not of schemas/run-report.json: ${z.prettifyError(againstFile.error)}`);
if (Number(code) !== expectedExitCode) problems.push(`exit code ${code}, expected ${expectedExitCode}`);

const report = reportSchema.safeParse(printed);
if (report.success) {
  const verdicts = verdictsOf(report.data);
  if (!isDeepStrictEqual(verdicts, expected))
    problems.push(`verdicts ${JSON.stringify(verdicts, null, 2)}\nexpected ${JSON.stringify(expected, null, 2)}`);
  problems.push(...report.data.runs.flatMap(unknownForOtherReasons).map((task) => `unknown, but bound: ${task}`));
  for (const run of report.data.runs)
    console.log(`${run.direction}: ${run.verdict}, ${run.tasks.length} tasks, head ${run.head}`);
}

for (const problem of problems) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
