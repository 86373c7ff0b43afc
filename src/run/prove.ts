import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { exitCodes } from '../core/exit-code.ts';
import { Failure } from '../core/failure.ts';
import type { RunRecord } from '../core/record.ts';
import type { TrustRoot } from '../core/trust.ts';
import { readDirection } from '../direction/read.ts';
import { withoutTicks } from '../direction/ticks.ts';
import { sha256 } from '../evidence/digest.ts';
import { runFiles } from '../evidence/paths.ts';
import { verifyRun, type Verification } from '../evidence/verify.ts';

const restore = 'Restore the folder from git or the CI artifact; when no good copy exists, run the direction again.';

/**
 * Checks a run's folder, that it is the run that the folder is named after, and that the direction that it keeps is the one
 * that its digest is of.
 */
export async function checkRun(folder: string, trust: TrustRoot): Promise<Verification> {
  const verification = await verifyRun(folder, trust);
  const { record } = verification;
  if (record === undefined) return verification;
  const further = [
    ...(record.run === basename(folder) ? [] : [otherRun(record.run)]),
    ...((await digestOfKept(folder)) === record.direction.digest ? [] : [otherDirection]),
  ];
  return further.length === 0
    ? verification
    : { ...verification, ok: false, findings: [...verification.findings, ...further] };
}

const otherDirection = {
  file: runFiles.direction,
  code: 'evidence.direction-differs',
  what: 'It is not the direction whose digest the run states',
  fix: restore,
};

/** Whole and sealed, and yet the evidence of something else: what links here would prove what it is not about. */
function otherRun(run: string) {
  return {
    file: runFiles.journal,
    code: 'evidence.other-run',
    what: `It is the journal of ${run}, which the folder is not named after`,
    fix: restore,
  };
}

/** The record of a run whose evidence holds. Throws a Failure (`evidence.refused`) that names what does not. */
export async function provenRecord(folder: string, trust: TrustRoot): Promise<RunRecord> {
  const { ok, findings, record } = await checkRun(folder, trust);
  if (ok && record !== undefined) return record;
  const run = basename(folder);
  throw new Failure(
    {
      code: 'evidence.refused',
      what: `The evidence of ${run} does not hold`,
      why: findings.map((finding) => `${finding.file}: ${finding.what}`).join('; ') || 'it could not be read',
      fix: `Look at it with \`prestage evidence verify ${run}\`, then run the direction again.`,
    },
    exitCodes.failed,
  );
}

async function digestOfKept(folder: string): Promise<string | undefined> {
  try {
    const bytes = await readFile(join(folder, runFiles.direction));
    return sha256(withoutTicks(readDirection(bytes, runFiles.direction).order));
  } catch {
    // That it is missing or no direction at all is a finding of the evidence itself.
    return undefined;
  }
}
