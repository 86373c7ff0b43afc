import { Failure } from '../../core/failure.ts';

/** Something about a run's folder that does not hold. `file` is relative to the folder. */
export interface VerifyFinding {
  readonly file: string;
  /** Stable, `evidence.slug`. */
  readonly code: string;
  readonly what: string;
  readonly fix: string;
}

export type Report = (finding: VerifyFinding) => void;

export const restore = 'Restore it from git or the CI artifact; when no good copy exists, run the direction again.';

/** Runs a check and turns what it throws into a finding about `file`: garbage is reported, never thrown on. */
export function attempt<Result>(file: string, report: Report, check: () => Result): Result | undefined {
  try {
    return check();
  } catch (error) {
    report(findingOf(error, file));
    return undefined;
  }
}

export function findingOf(error: unknown, file: string): VerifyFinding {
  if (error instanceof Failure)
    return { file, code: error.data.code, what: `${error.data.what}: ${error.data.why}`, fix: error.data.fix };
  const why = error instanceof Error ? error.message : String(error);
  return { file, code: 'evidence.unreadable', what: `It cannot be read: ${why}`, fix: restore };
}
