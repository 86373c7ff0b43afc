import type { RunRecord } from '../core/record.ts';
import type { TrustRoot } from '../core/trust.ts';
import type { Journal } from './chain.ts';
import { runFiles } from './paths.ts';
import { openingOf, runRecordOf, type RunOpened } from './run-record.ts';
import type { Digested, RunFacts } from './statement.ts';
import { checkApprovals } from './verify/approvals.ts';
import { checkFiles } from './verify/files.ts';
import { attempt, findingOf, type Report, type VerifyFinding } from './verify/finding.ts';
import { checkHistory } from './verify/history.ts';
import { checkJournal } from './verify/journal.ts';
import { checkJournaledFiles } from './verify/journaled-files.ts';
import { readSeals, type OpenSeal } from './verify/seals.ts';
import { checkStatements, readStatements } from './verify/statements.ts';
import { walkRun, type FileOnDisk } from './verify/walk.ts';

export interface SealSummary {
  readonly path: string;
  /** The name of the key that made it. */
  readonly key: string;
  readonly head: string;
  readonly count: number;
}

export interface Verification {
  readonly ok: boolean;
  /** In order of file; the first of a file is the nearest to the cause. */
  readonly findings: readonly VerifyFinding[];
  /** Of a journal that could be read, whether or not the rest holds. */
  readonly record?: RunRecord;
  /** The newest seal, when it holds. Compare its `head` with the one that was printed when the run ended. */
  readonly seal?: SealSummary;
  /** How many files were looked at. */
  readonly files: number;
}

/**
 * Checks a run's folder against the trust root, offline, and names whatever does not hold. Never throws on what it reads.
 * What it cannot see: a folder put back whole to an earlier seal, for which the head must be known from elsewhere.
 */
export async function verifyRun(folder: string, trust: TrustRoot): Promise<Verification> {
  const findings: VerifyFinding[] = [];
  const report: Report = (finding) => findings.push(finding);
  const disk = await walkRun(folder, report).catch((error: unknown) => {
    report(findingOf(error, '.'));
    return new Map<string, FileOnDisk>();
  });
  const seals = readSeals(disk, trust, report);
  if (seals.newest) checkFiles(seals.newest, disk, report);
  const journal = checkJournal(disk, seals, report);
  checkHistory(seals.held, journal, report);
  checkWhatIsSaid(disk, trust, journal, seals.newest, report);
  const record =
    journal && attempt(runFiles.journal, report, () => runRecordOf(journal.records, journal.head, journal.count));
  return {
    ok: findings.length === 0,
    findings: inOrder(findings),
    ...(record && { record }),
    ...(seals.newest && { seal: summaryOf(seals.newest) }),
    files: disk.size,
  };
}

function checkWhatIsSaid(
  disk: ReadonlyMap<string, FileOnDisk>,
  trust: TrustRoot,
  journal: Journal | undefined,
  newest: OpenSeal | undefined,
  report: Report,
): void {
  const opened = journal && openingOf(journal.records);
  const bundles = readStatements(disk, trust, opened?.mode ?? newest?.predicate.mode ?? 'live', report);
  if (!journal || !opened) return;
  checkJournaledFiles(journal.records, disk, report);
  checkApprovals(journal.records, report);
  const facts = factsOf(opened, (path) => newest?.files.get(path) ?? disk.get(path)?.sha256);
  if (facts) checkStatements(journal.records, facts, { disk, bundles }, report);
}

/** Undefined when there is no copy of the direction, which is reported as missing elsewhere. */
function factsOf(opened: RunOpened, digestOf: (path: string) => string | undefined): RunFacts | undefined {
  const inputOf = (path: string): readonly Digested[] => {
    const sha256 = digestOf(path);
    return sha256 === undefined ? [] : [{ path, sha256 }];
  };
  const [direction] = inputOf(runFiles.direction);
  if (!direction) return undefined;
  const { run, mode, bindingsDigest, prestage } = opened;
  const inputs = [direction, ...inputOf(runFiles.bindings)] as const;
  return { run, mode, directionDigest: opened.direction.digest, bindingsDigest, prestage, inputs };
}

function summaryOf({ path, key, predicate }: OpenSeal): SealSummary {
  return { path, key: key.name, head: predicate.head, count: predicate.count };
}

function inOrder(findings: readonly VerifyFinding[]): readonly VerifyFinding[] {
  const once = new Map(findings.map((finding) => [`${finding.code} ${finding.file} ${finding.what}`, finding]));
  return [...once.values()].toSorted((a, b) => (a.file < b.file ? -1 : Number(a.file > b.file)));
}
