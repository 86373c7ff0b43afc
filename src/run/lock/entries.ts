import type { FailureData } from '../../core/failure.ts';
import type { JournalEntry } from '../../core/journal.ts';
import type { Redactor } from '../../core/redactor.ts';
import type { Acquired } from './acquire.ts';
import type { Lease } from './lease.ts';

export type LockEntry = Extract<JournalEntry, { kind: `lock.${string}` }>;

export function gotLease({ lease, tookOver }: Acquired): LockEntry {
  const { environment, owner, reason, token } = lease;
  return {
    kind: 'lock.acquired',
    environment,
    owner,
    reason,
    token,
    ...(tookOver === undefined
      ? {}
      : { tookOver: { owner: tookOver.owner, run: tookOver.run, token: tookOver.token, since: tookOver.acquired } }),
  };
}

/** What people wrote, and what a database said, may hold more than it should. */
export function redacted(entry: LockEntry, redactor: Redactor): LockEntry {
  if (entry.kind === 'lock.acquired') return { ...entry, reason: redactor.text(entry.reason) };
  if (entry.kind !== 'lock.broken-glass') return entry;
  return { ...entry, reason: redactor.text(entry.reason), why: redactor.text(entry.why) };
}

export function cameBack(environment: string, { token }: Lease, held: boolean): LockEntry {
  return { kind: 'lock.released', environment, token, held };
}

export function brokenGlass(environment: string, reason: string, { what, why }: FailureData): LockEntry {
  return { kind: 'lock.broken-glass', environment, reason, why: `${what}: ${why}` };
}

export function nothingToHold(environment: string): LockEntry {
  return { kind: 'lock.not-held', environment, why: 'no database configured' };
}
