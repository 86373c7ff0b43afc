import type { EvidenceFile } from '../../core/action.ts';
import type { JournalRecord } from '../../core/journal.ts';
import { attestationsOf, settledTasks, usedApprovals } from '../run-record.ts';
import { restore, type Report } from './finding.ts';
import type { FileOnDisk } from './walk.ts';

/** Every file that the journal names must lie there with that digest and that many bytes. */
export function checkJournaledFiles(
  records: readonly JournalRecord[],
  disk: ReadonlyMap<string, FileOnDisk>,
  report: Report,
): void {
  for (const named of namedFiles(records)) {
    const file = disk.get(named.path);
    if (file?.sha256 === named.sha256 && file.bytes === named.bytes) continue;
    const what = file ? 'Its bytes are not those that the journal names' : 'The journal names it, and it is gone';
    report({ file: named.path, code: file ? 'evidence.file-changed' : 'evidence.file-missing', what, fix: restore });
  }
}

function namedFiles(records: readonly JournalRecord[]): readonly EvidenceFile[] {
  const tasks = [...settledTasks(records).values()];
  return [
    ...tasks.flatMap((task) => [...task.actions.flatMap((action) => action.evidence), ...task.statements]),
    ...[...attestationsOf(records).values()].flatMap((attestation) => attestation.files),
    ...usedApprovals(records).map(({ approval }) => approval.statement),
  ];
}
