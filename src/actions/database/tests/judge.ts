import { readTap, type TapReport, type TapTest } from '../../../services/tap/read.ts';
import { onlyPasses } from '../../../services/pgtap/only-passes.ts';
import type { Transcript } from '../../../services/pgtap/transcript.ts';
import type { FoundFile } from './find.ts';
import type { FileResult } from './result.ts';

/** Exit codes and a harness's own word count for nothing: what the file asserted does. */
export async function judgeFile(file: FoundFile, transcript: Transcript): Promise<FileResult> {
  const report = await readTap(transcript.output);
  const failed = report.tests.filter(isFailure);
  const fault = faultOf(transcript, report, failed) ?? emptiness(report, file.sql);
  const lacking = fault ?? gapOf(report);
  return {
    path: file.path,
    sha256: file.sha256,
    verdict: fault === undefined ? (lacking === undefined ? 'verified' : 'unknown') : 'failed',
    ...(transcript.stop === undefined ? {} : { code: transcript.stop.code }),
    ...reasonOf(lacking, report),
    passed: namesOf(report.tests.filter((test) => isCounted(test) && test.ok)),
    failed: namesOf(failed),
    skipped: namesOf(report.tests.filter(({ skip }) => skip !== undefined)),
    todo: namesOf(report.tests.filter(({ todo }) => todo !== undefined)),
    diagnostics: diagnosticsOf(transcript, failed),
  };
}

/** Whether it says something: what is skipped says nothing, and what is still to do is not meant to hold. */
function isCounted({ skip, todo }: TapTest): boolean {
  return skip === undefined && todo === undefined;
}

function isFailure(test: TapTest): boolean {
  return isCounted(test) && !test.ok;
}

function faultOf(transcript: Transcript, report: TapReport, failed: readonly TapTest[]): string | undefined {
  const { stop } = transcript;
  if (stop !== undefined) return `${stop.words} (${placeOf(stop)}), after ${results(report.tests.length)}${of(report)}`;
  if (report.bailedOut !== undefined) return `bailed out: ${report.bailedOut || 'it does not say why'}`;
  if (report.skippedAll !== undefined) return undefined;
  if (report.tests.length === 0) return 'asserts nothing';
  if (report.planned === undefined)
    return `has no plan: whether its ${results(report.tests.length)} are all is not said`;
  if (failed.length > 0) return `${failed.length} of ${report.tests.length} tests failed: ${listed(namesOf(failed))}`;
  if (report.planned !== report.tests.length) return `planned ${report.planned} tests and ran ${report.tests.length}`;
  return report.faults[0] ?? miscount(transcript, report);
}

/** What pgTAP counted is what was asserted; a line that is only printed, or one that is swallowed, is not. */
function miscount({ counted }: Transcript, { tests }: TapReport): string | undefined {
  if (counted === undefined || counted === tests.length) return undefined;
  const how = counted < tests.length ? 'lines were written by hand' : 'results were swallowed';
  return `shows ${results(tests.length)} where pgTAP has counted ${counted}: ${how}`;
}

/** True of any database, and so of none. */
function emptiness({ skippedAll }: TapReport, sql: string): string | undefined {
  if (skippedAll !== undefined || !onlyPasses(sql)) return undefined;
  return 'asserts nothing: all that it says is `pass`, or of constants, which asks the database nothing';
}

function gapOf(report: TapReport): string | undefined {
  if (report.skippedAll !== undefined) return `skips all its tests: ${report.skippedAll || 'it does not say why'}`;
  if (report.tests.some(isCounted)) return undefined;
  return `skips or postpones all its ${report.tests.length} tests`;
}

function reasonOf(lacking: string | undefined, { tests }: TapReport): Pick<FileResult, 'reason'> {
  if (lacking !== undefined) return { reason: lacking };
  const left = tests.filter((test) => !isCounted(test));
  return left.length === 0 ? {} : { reason: `${left.length} of its tests are skipped or still to do` };
}

function diagnosticsOf({ stop, notices }: Transcript, failed: readonly TapTest[]): readonly string[] {
  const said = failed.flatMap(({ diagnostics }) => diagnostics);
  return stop === undefined ? said : [...said, ...notices, `${placeOf(stop)}: it ${stop.words}`];
}

function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file}:${line}`;
}

function of({ planned }: TapReport): string {
  return planned === undefined ? '' : ` of ${planned}`;
}

function results(many: number): string {
  return many === 1 ? '1 result' : `${many} results`;
}

function listed(names: readonly string[]): string {
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return names.slice(0, 3).join(', ') + more;
}

function namesOf(tests: readonly TapTest[]): readonly string[] {
  return tests.map(({ name }) => name);
}
