import type { Report, RunReport } from '../../src/core/report.ts';
import type { Verdict } from '../../src/core/verdict.ts';

/** The two directions of examples/hotdash, in the order in which they are rehearsed. */
export const order = 'reports/runs/20251017T033137Z/task_direction_devops/direction.md';
export const devops = 'docs/directions/devops.md';

/** Tasks that later issues bind: each of them says so, and none is green. */
export const unboundReason = 'no action is bound yet';

/** What one direction's rehearsal comes to, verdict by verdict. */
interface Expected {
  readonly direction: string;
  readonly verdict: Verdict;
  readonly tasks: Readonly<Record<string, Verdict>>;
  readonly definitionOfDone: readonly Verdict[];
}

const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(index + 1));
const unboundInDevops = new Set<string>();
/** Its artifacts are verified; that QA has paired on them is QA's word. */
const waitingInDevops = new Set(['16']);

function inDevops(number: string): Verdict {
  if (waitingInDevops.has(number)) return 'waiting';
  return unboundInDevops.has(number) ? 'unknown' : 'verified';
}

export const expected: readonly Expected[] = [
  {
    direction: order,
    verdict: 'verified',
    tasks: Object.fromEntries(numbers(7).map((number) => [number, 'verified'])),
    definitionOfDone: ['verified', 'verified', 'verified', 'verified', 'verified'],
  },
  {
    direction: devops,
    verdict: 'waiting',
    tasks: Object.fromEntries(numbers(18).map((number) => [number, inDevops(number)])),
    definitionOfDone: ['verified', 'verified', 'verified', 'verified', 'verified', 'verified', 'verified'],
  },
];

/** A task waits for a person, so that the whole is not settled: see docs of the exit codes. */
export const expectedExitCode = 5;

/** A report in the shape of `expected`, so that the two can be laid side by side. */
export function verdictsOf(report: Report): readonly Expected[] {
  return report.runs.map((run) => ({
    direction: run.direction,
    verdict: run.verdict,
    tasks: Object.fromEntries(run.tasks.map(({ number, verdict }) => [number, verdict])),
    definitionOfDone: run.definitionOfDone.map(({ verdict }) => verdict),
  }));
}

/** Tasks that are unknown for another reason than that nothing is bound to them. */
export function unknownForOtherReasons(run: RunReport): readonly string[] {
  return run.tasks
    .filter(({ verdict, reason }) => verdict === 'unknown' && reason?.startsWith(unboundReason) !== true)
    .map(({ number, reason }) => `${number}: ${reason ?? '(no reason)'}`);
}
