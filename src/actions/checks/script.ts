import type { Outcome, Suite } from '../../core/action.ts';
import { succeeded, type CommandResult } from '../../core/command.ts';
import type { JsonObject } from '../../core/json.ts';
import { refusalIn } from '../../core/refusal.ts';
import { countTests, type TestCounts } from './tests/counts.ts';
import { testNames } from './tests/names.ts';

/** What came of one script of package.json. */
export interface ScriptResult {
  readonly verdict: Outcome['verdict'];
  readonly reason?: string;
  readonly fix?: string;
  readonly suite: Suite;
  readonly facts: JsonObject;
}

const noOp = /^\s*(?:(?:true|:|exit 0|echo\b[^&|;]*)\s*(?:&&|;|$)\s*)*$/;

/** A script that does nothing passes always: its exit code says nothing. */
export function doesNothing(body: string): boolean {
  return noOp.test(body);
}

/** Exit code 0 is not enough: tests that failed, or none that ran, are seen in the output. */
export function judgeScript(script: string, result: CommandResult): ScriptResult {
  const output = `${result.stdout}\n${result.stderr}`;
  const counts = countTests(output);
  const fault = faultOf(script, result, counts);
  const suite = suiteOf(script, output, fault.verdict);
  const reason = reasonOf(fault, testNames(output).failed);
  return { ...fault, ...reason, ...fixOf(script, fault), suite, facts: factsOf(result, counts) };
}

type Judged = Pick<ScriptResult, 'verdict' | 'reason'>;

/** The first tests that failed, by name: with them a reader knows where to look. */
function reasonOf({ verdict, reason }: Judged, failed: readonly string[]): Pick<ScriptResult, 'reason'> {
  if (reason === undefined) return {};
  if (verdict !== 'failed' || failed.length === 0) return { reason };
  const more = failed.length > 2 ? ` and ${failed.length - 2} more` : '';
  return { reason: `${reason} (${failed.slice(0, 2).join(', ')}${more})` };
}

function fixOf(script: string, { verdict }: Judged): Pick<ScriptResult, 'fix'> {
  if (verdict === 'verified') return {};
  if (verdict === 'unknown') return { fix: `Let it say which tests ran: \`npm run ${script}\` must print them.` };
  return { fix: `See it alone: \`npm run ${script}\`; what it printed here is kept beside the verdict.` };
}

function faultOf(script: string, result: CommandResult, counts: TestCounts | undefined): Judged {
  if (!result.found) return { verdict: 'failed', reason: 'npm was not found' };
  if (result.timedOut) return { verdict: 'failed', reason: `${script} did not end in time` };
  if (!succeeded(result)) return { verdict: 'failed', reason: `${script} ${endOf(result)}` };
  if (counts !== undefined && counts.failed > 0)
    return { verdict: 'failed', reason: `${script} exited 0 though ${counts.failed} of its tests failed` };
  return isNamedLikeTests(script) ? testsRan(script, counts) : { verdict: 'verified' };
}

function endOf(result: CommandResult): string {
  const refusal = refusalIn(result);
  const end = `exited ${result.exitCode ?? `by ${result.signal ?? 'a signal'}`}`;
  return refusal === undefined ? end : `${end}: ${refusal}`;
}

function testsRan(script: string, counts: TestCounts | undefined): Judged {
  if (counts === undefined)
    return { verdict: 'unknown', reason: `${script} exited 0, and nothing in its output says that a test ran` };
  if (counts.passed > 0) return { verdict: 'verified' };
  const skipped = counts.skipped === 0 ? '' : ` (${counts.skipped} skipped)`;
  return { verdict: 'unknown', reason: `${script} exited 0, and ran no test${skipped}` };
}

function isNamedLikeTests(script: string): boolean {
  return /(?:^|[:_.-])(?:tests?|specs?|e2e|unit|integration)(?:[:_.-]|$)/i.test(script);
}

function suiteOf(script: string, output: string, verdict: Outcome['verdict']): Suite {
  const { passed, failed } = testNames(output);
  const results = {
    verified: 'PASSED',
    degraded: 'WARNED',
    failed: 'FAILED',
    blocked: 'WARNED',
    unknown: 'WARNED',
  } as const;
  const isNameless = passed.length + failed.length === 0;
  return {
    name: script,
    result: results[verdict],
    passed: isNameless && verdict === 'verified' ? [script] : passed,
    failed: isNameless && verdict === 'failed' ? [script] : failed,
  };
}

function factsOf(result: CommandResult, counts: TestCounts | undefined): JsonObject {
  const exit = result.exitCode === undefined ? {} : { exitCode: result.exitCode };
  return { ...exit, durationMs: result.durationMs, ...(counts === undefined ? {} : { tests: { ...counts } }) };
}
