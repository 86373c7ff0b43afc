import { randomBytes } from 'node:crypto';
import { FlyError } from '../answers.ts';
import type { Lease, Machine } from './machine.ts';

/** Seconds; Fly's own when a caller names none. */
const defaultTtl = 3600;

export interface LeaseWish {
  readonly owner: string;
  readonly description?: string | undefined;
  /** Seconds. */
  readonly ttl?: number | undefined;
  /** Of a lease that is held already: it is prolonged and keeps its nonce. */
  readonly nonce?: string | undefined;
}

/** The lease that counts now, if there is one. */
export function leaseOf({ lease }: Machine, now: number): Lease | undefined {
  return lease !== undefined && lease.expiresAt > now ? lease : undefined;
}

/** Takes it or prolongs it. Throws a LeaseHeld. */
export function takeLease(machine: Machine, wish: LeaseWish, now: number): Lease {
  const { owner, description = '', ttl = defaultTtl, nonce } = wish;
  const held = leaseOf(machine, now);
  if (held !== undefined && held.nonce !== nonce) throw new LeaseHeld(machine, held);
  if (held === undefined && nonce !== undefined) throw new FlyError(404, 'lease not found');
  const lease = {
    nonce: held?.nonce ?? randomBytes(6).toString('hex'),
    owner,
    description,
    expiresAt: now + ttl * 1000,
  };
  machine.lease = lease;
  return lease;
}

/** Only who has the nonce gives it back. */
export function giveLeaseBack(machine: Machine, nonce: string | undefined, now: number): void {
  const held = leaseOf(machine, now);
  if (held === undefined) throw new FlyError(404, 'lease not found');
  if (held.nonce !== nonce) throw new LeaseHeld(machine, held);
  machine.lease = undefined;
}

/** Nobody but the holder changes a machine meanwhile. */
export function refuseWhileLeased(machine: Machine, nonce: string | undefined, now: number): void {
  const held = leaseOf(machine, now);
  if (held !== undefined && held.nonce !== nonce) throw new LeaseHeld(machine, held);
}

/** Who holds it is said, and never the nonce. */
export class LeaseHeld extends FlyError {
  readonly lease: Omit<Lease, 'nonce'>;

  constructor({ id }: Machine, { owner, description, expiresAt }: Lease) {
    super(409, `machine ID ${id} lease currently held by ${owner}, expires at ${new Date(expiresAt).toISOString()}`);
    this.lease = { owner, description, expiresAt };
  }
}
