import { isSameMark } from './fingerprint.ts';
import type { LedgerLine } from './ledger/line.ts';
import type { Grade, RowState } from './states.ts';

/** All that is known of one name in one target. */
export interface Known {
  /** Fingerprint of the vault's value; absent when the vault has none. */
  readonly vault?: string;
  /** What the target says; absent when it has no such name. */
  readonly target?: { readonly updatedAt?: string; readonly digest?: string; readonly fingerprint?: string };
  /** What was done last; absent when nothing was. */
  readonly ledger?: LedgerLine;
  /** What was about to be written, and what the target showed before; absent when nothing is open. */
  readonly intent?: LedgerLine;
  /** Whether the config maps it. */
  readonly isMapped: boolean;
}

export interface Judgement {
  readonly state: RowState;
  /** Absent where there is nothing to prove. */
  readonly grade?: Grade;
}

/** Pure: no clock has a say in it, since those of two machines do not agree. */
export function judge(known: Known): Judgement {
  const { vault, target, ledger, intent, isMapped } = known;
  if (target === undefined) return { state: vault !== undefined && isMapped ? 'missing' : 'required-but-absent' };
  if (vault === undefined || !isMapped) return { state: isOurs(ledger) ? 'orphan' : 'unmanaged' };
  if (target.fingerprint !== undefined)
    return isSameMark(target.fingerprint, vault)
      ? { state: 'in-sync', grade: 'G3' }
      : changed({ vault: isVaultChanged(vault, ledger), target: true });
  if (intent !== undefined && !isAsBefore(target, intent)) return { state: 'write-cut', grade: 'G0' };
  if (ledger?.fingerprint === undefined) return { state: 'never-verified', grade: 'G0' };
  const proof = proofOf(target, ledger);
  const difference = { vault: isVaultChanged(vault, ledger), target: proof === undefined };
  if (difference.vault || difference.target) return changed(difference);
  return proof === 'G0'
    ? { state: 'never-verified', grade: 'G0' }
    : { state: 'in-sync', ...(proof && { grade: proof }) };
}

function isOurs(ledger: LedgerLine | undefined): boolean {
  return ledger !== undefined && ledger.deed !== 'removed';
}

/** Whether a target that shows something now showed the same before we set out to write; where it had nothing, it did not. */
function isAsBefore(target: NonNullable<Known['target']>, { updatedAt, digest }: LedgerLine): boolean {
  if (target.digest !== undefined && digest !== undefined) return isSameMark(target.digest, digest);
  return target.updatedAt !== undefined && target.updatedAt === updatedAt;
}

/** What we never wrote has no value that the vault's could have moved away from. */
function isVaultChanged(vault: string, ledger: LedgerLine | undefined): boolean {
  return ledger?.fingerprint !== undefined && !isSameMark(vault, ledger.fingerprint);
}

function changed({ vault, target }: { vault: boolean; target: boolean }): Judgement {
  if (vault && target) return { state: 'both-changed' };
  return { state: vault ? 'vault-changed' : 'target-changed' };
}

/**
 * How it is proven that the target still holds what we wrote; undefined when it does not. Equal digests prove it whatever the
 * times say: someone may have written the same value again.
 */
function proofOf(target: NonNullable<Known['target']>, ledger: LedgerLine): Grade | undefined {
  if (target.digest !== undefined && ledger.digest !== undefined)
    return isSameMark(target.digest, ledger.digest) ? 'G2' : undefined;
  if (target.updatedAt !== undefined && ledger.updatedAt !== undefined)
    return target.updatedAt === ledger.updatedAt ? 'G1' : undefined;
  return 'G0';
}
