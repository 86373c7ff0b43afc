import { z } from 'zod';

/** The members of vitest's JSON report that we read. */
export const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});
export type VitestReport = z.infer<typeof vitestReport>;

export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What to tell people: a failed test with its message, a skip that nobody planned. */
  readonly failures: readonly string[];
  readonly unplanned: readonly string[];
}

type FileReport = VitestReport['testResults'][number];

interface TestResult {
  readonly name: string;
  readonly status: string;
  readonly failure: string;
  /** The programs that it, or a group that holds it, is named after. */
  readonly needs: readonly string[];
  /** Its file, or what stands before its group, failed: it was never started. */
  readonly cutOff: boolean;
}

/**
 * Counts tests. A file that fails outside its tests (it cannot be loaded, its set-up throws) counts as one failure: what
 * it holds is missing or skipped. Another skip is planned when its name says `needs <program>: …` and the program is listed.
 */
export function summarise(report: VitestReport, planned: readonly string[]): Summary {
  const broken = report.testResults.filter(isBroken);
  const tests = report.testResults.flatMap(testsOf);
  const failed = tests.filter(({ status }) => status === 'failed');
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  const isPlanned = ({ cutOff, needs }: TestResult) => cutOff || needs.some((program) => planned.includes(program));
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: failed.length + broken.length,
    skipped: skipped.length,
    failures: [
      ...broken.map(({ name, message }) => `${name}\n${message ?? 'could not be loaded'}`),
      ...failed.map(({ name, failure }) => `${name}\n${failure}`),
    ],
    unplanned: skipped.filter((test) => !isPlanned(test)).map(({ name }) => name),
  };
}

function isBroken({ status, assertionResults }: FileReport): boolean {
  return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
}

function testsOf(file: FileReport): readonly TestResult[] {
  return file.assertionResults.map(({ ancestorTitles, title, status, failureMessages }) => ({
    name: [file.name, ...ancestorTitles, title].join(' > '),
    status,
    failure: failureMessages?.join('\n') ?? '',
    needs: [...ancestorTitles, title].flatMap((words) => /^needs ([^:]+):/.exec(words)?.[1] ?? []),
    cutOff: isBroken(file),
  }));
}

/** The line that counts, exactly so. */
export function closingLine({ passed, failed, skipped }: Summary): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
