import type { JournalRecord } from '../../core/journal.ts';
import { runFiles } from '../paths.ts';
import { restore, type Report } from './finding.ts';

/** An approval allows one apply, before it expires: one that was spent twice or late is a finding. */
export function checkApprovals(records: readonly JournalRecord[], report: Report): void {
  const spent = new Set<string>();
  for (const { entry, at, seq } of records) {
    if (entry.kind !== 'approval.used') continue;
    const { nonce, expiresOn } = entry.approval;
    if (spent.has(nonce)) report(misused(seq, 'an approval is spent a second time'));
    if (Date.parse(expiresOn) <= Date.parse(at))
      report(misused(seq, `the approval that it spends expired at ${expiresOn}`));
    spent.add(nonce);
  }
}

function misused(seq: number, why: string) {
  return { file: runFiles.journal, code: 'evidence.approval-misused', what: `Record ${seq}: ${why}`, fix: restore };
}
