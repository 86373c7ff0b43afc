import { exitCodes } from '../../core/exit-code.ts';
import { Failure, type FailureData } from '../../core/failure.ts';
import type { Lease, Unlock } from './lease.ts';

/** What became of a lease that is no longer ours. */
export type Loss =
  | { readonly kind: 'taken'; readonly holder: Lease; readonly unlock: Unlock | undefined }
  | { readonly kind: 'ended'; readonly unlock: Unlock | undefined }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreachable'; readonly failure: FailureData };

/** Somebody holds it. */
export function heldBy(holder: Lease): FailureData {
  const { environment, owner } = holder;
  return {
    code: 'lock.held',
    what: `${environment} is locked by ${owner}`,
    why: `${tenure(holder)}; last heard of ${duration(holder.silentMs)} ago`,
    fix:
      `Wait until it is done, then start again. When it is dead, the lock ends by itself in ${duration(holder.leftMs)}; ` +
      `to end it now: ${unlockCommand(environment)}`,
  };
}

/** There is nobody to ask. */
export function cannotTake(environment: string, cause: FailureData): FailureData {
  return {
    code: 'lock.unreachable',
    what: `The lock on ${environment} cannot be taken`,
    why: `${cause.what}: ${cause.why}`,
    fix: `${cause.fix} When that database is what you mend, and nobody else works on ${environment}: --without-lock "REASON", which the evidence will show.`,
    ...(cause.tried === undefined ? {} : { tried: cause.tried }),
  };
}

/** It was ours; nothing more is applied. */
export function lost(ours: Lease, loss: Loss): Failure {
  const { environment, token, owner, acquired, reason } = ours;
  const was = `${owner} had it since ${moment(acquired)} for ${reason} (token ${token})`;
  return new Failure(
    {
      code: 'lock.lost',
      what: `The lock on ${environment} is lost`,
      why: `${whyLost(loss)}; ${was}`,
      fix: fixLost(ours, loss),
    },
    exitCodes.failed,
  );
}

function whyLost(loss: Loss): string {
  if (loss.kind === 'unreachable') return `it cannot be asked for: ${loss.failure.what}: ${loss.failure.why}`;
  if (loss.kind === 'gone') return 'its record is no longer in prestage.locks';
  const ended =
    loss.unlock === undefined
      ? undefined
      : `${loss.unlock.by} ended it at ${moment(loss.unlock.at)}: ${loss.unlock.reason}`;
  if (loss.kind === 'ended') return ended ?? 'it was given back';
  const { owner } = loss.holder;
  return `${ended ?? 'it ran out without a sign of life'}, and ${owner} holds it ${tenure(loss.holder)}`;
}

function fixLost({ environment, leftMs }: Lease, loss: Loss): string {
  const look = `See what stands in ${environment}, then resume the run.`;
  if (loss.kind === 'unreachable') {
    return (
      `Nothing more was applied. ${loss.failure.fix} ${look} The lock ends by itself ` +
      `${duration(Math.max(leftMs, 0))} after the last sign of life, or by ${unlockCommand(environment)}; when the ` +
      'database stays down: --without-lock "REASON".'
    );
  }
  if (loss.kind !== 'taken') return `Nothing more was applied. Talk to who ended it. ${look}`;
  const { owner } = loss.holder;
  return `Nothing more was applied. Wait until ${owner} is done. ${look} When that one is dead: ${unlockCommand(environment)}`;
}

/** `since 2026-11-23 03:15:00 UTC (4 min) for the run of launch.md, run 2026…-launch-3f9a` */
function tenure({ acquired, heldMs, reason, run }: Lease): string {
  return `since ${moment(acquired)} (${duration(heldMs)}) for ${reason}, run ${run}`;
}

export function unlockCommand(environment: string): string {
  return `prestage unlock ${environment} --reason "…"`;
}

export function moment(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}

export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
