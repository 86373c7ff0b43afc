import { readJournal, type Journal } from '../chain.ts';
import { runFiles } from '../paths.ts';
import { openingOf } from '../run-record.ts';
import { attempt, restore, type Report } from './finding.ts';
import { readText } from './read-text.ts';
import { missingSeal, type OpenSeal, type Seals } from './seals.ts';
import type { FileOnDisk } from './walk.ts';

/** Reads the journal and holds it against every seal: each names a head that must stand at its count. */
export function checkJournal(
  disk: ReadonlyMap<string, FileOnDisk>,
  { held, newest }: Seals,
  report: Report,
): Journal | undefined {
  const file = disk.get(runFiles.journal);
  if (!file) {
    report(problem('evidence.file-missing', 'The run has no journal'));
    return undefined;
  }
  const journal = attempt(runFiles.journal, report, () => readJournal(readText(file)));
  if (!journal) return undefined;
  for (const seal of held) checkAgainst(seal, journal, report);
  if (newest && journal.count > newest.predicate.count)
    report(
      missingSeal(
        newest.number + 1,
        `The journal goes on after ${newest.path}: a later seal is gone, or was never made`,
      ),
    );
  return journal;
}

/** The digest of the record at a count. */
export function headAt(journal: Journal, count: number): string | undefined {
  return count === journal.count ? journal.head : journal.records[count]?.prev;
}

function checkAgainst(seal: OpenSeal, journal: Journal, report: Report): void {
  const { count, firstSeq, lastSeq, head, run, mode, directionDigest, bindingsDigest } = seal.predicate;
  if (firstSeq !== 1 || lastSeq !== count)
    report(disagrees(seal, 'its firstSeq, lastSeq and count do not fit together'));
  if (headAt(journal, count) !== head)
    report(problem('evidence.journal-head', `Its record ${count} is not the head that ${seal.path} names`));
  const opened = openingOf(journal.records);
  const said = [run, mode, directionDigest, bindingsDigest];
  const journaled = [opened.run, opened.mode, opened.direction.digest, opened.bindingsDigest];
  if (said.some((value, index) => value !== journaled[index]))
    report(disagrees(seal, 'its run, mode or digests are not those that the journal opens with'));
}

function disagrees(seal: OpenSeal, what: string) {
  return {
    file: seal.path,
    code: 'evidence.seal-disagrees',
    what: `The seal does not fit the journal: ${what}`,
    fix: restore,
  };
}

function problem(code: string, what: string) {
  return { file: runFiles.journal, code, what, fix: restore };
}
