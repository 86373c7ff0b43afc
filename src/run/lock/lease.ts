/** Who may change an environment now. All times are the database's; how long ago, and how long still, it says itself. */
export interface Lease {
  readonly environment: string;
  /** A person or a machine: `justin@laptop`. */
  readonly owner: string;
  /** What for, in words. */
  readonly reason: string;
  readonly run: string;
  /** Fencing token: higher with every lease on this environment, and never given twice. */
  readonly token: number;
  /** ISO. */
  readonly acquired: string;
  /** The last sign of life. ISO, to the microsecond. */
  readonly heartbeat: string;
  readonly heldMs: number;
  /** Since the holder was last heard of. */
  readonly silentMs: number;
  /** Until it ends by itself; negative when it has. */
  readonly leftMs: number;
  /** Given back, or ended by `prestage unlock`. */
  readonly released: boolean;
}

/** What a lease is asked for with. */
export interface Wanted {
  readonly environment: string;
  readonly owner: string;
  readonly reason: string;
  readonly run: string;
  /** How long it lasts without a sign of life. */
  readonly leaseMs: number;
}

/** A lease as its holder names it. */
export type Held = Pick<Lease, 'environment' | 'token' | 'run'>;

/** Who ended a lease by `prestage unlock`, and why. */
export interface Unlock {
  readonly by: string;
  readonly reason: string;
  /** ISO. */
  readonly at: string;
}

export function isLive({ released, leftMs }: Lease): boolean {
  return !released && leftMs > 0;
}

/**
 * What a run does about the lease that it finds. A live one is never taken. One of the same run is of its process that
 * was cut: when it stays silent it ends by itself, so that resuming waits. `before` is the same lease at an earlier look.
 */
export function decide(found: Lease | undefined, run: string, before?: Lease): 'take' | 'wait' | 'refuse' {
  if (found === undefined || !isLive(found)) return 'take';
  const isCut = found.run === run;
  const hasMoved = before !== undefined && before.heartbeat !== found.heartbeat;
  return isCut && !hasMoved ? 'wait' : 'refuse';
}
