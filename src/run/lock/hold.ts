import { setTimeout } from 'node:timers/promises';
import { Failure } from '../../core/failure.ts';
import { isUnreachable, type PostgresFailure } from '../../services/postgres/failures.ts';
import type { Lease } from './lease.ts';
import type { LeaseStore } from './store.ts';
import { lost, type Loss } from './words.ts';

/** How a hold is kept. */
export interface HoldOptions {
  readonly leaseMs: number;
  /** How long to wait before each new try to reach the database, ahead of an apply. */
  readonly retriesMs: readonly number[];
}

/**
 * A lease that is ours, for as long as the database says so. It is renewed by a timer, which the wall clock of this
 * machine has no part in.
 */
export class Hold {
  readonly #store: LeaseStore;
  readonly #options: HoldOptions;
  readonly #timer: NodeJS.Timeout;
  #lease: Lease;
  #lost: Failure | undefined;
  #outOfReach = false;
  #renewing = false;

  constructor(store: LeaseStore, lease: Lease, options: HoldOptions) {
    this.#store = store;
    this.#lease = lease;
    this.#options = options;
    this.#timer = setInterval(() => void this.#beat(), options.leaseMs / 3);
    this.#timer.unref();
  }

  get lease(): Lease {
    return this.#lease;
  }

  /** Whether nobody could be asked, the last time that it mattered. */
  get isOutOfReach(): boolean {
    return this.#outOfReach;
  }

  /** Asks the database now, and renews. Throws the Failure `lock.lost`, and from then on always. */
  async assertHeld(): Promise<void> {
    if (this.#lost !== undefined) throw this.#lost;
    const answer = await this.#ask();
    this.#outOfReach = answer instanceof Failure;
    if (answer instanceof Failure) throw lost(this.#lease, { kind: 'unreachable', failure: answer.data });
    if (answer === undefined) throw await this.#lose();
    this.#lease = answer;
  }

  /** Whether it was still ours when it was given back. What is not given back ends by itself. */
  async release(): Promise<boolean> {
    clearInterval(this.#timer);
    try {
      return await this.#store.release(this.#lease);
    } catch (error) {
      if (isUnreachable(error)) return false;
      throw error;
    } finally {
      await this.#store.close();
    }
  }

  /** The lease; undefined when it is not ours; the failure when nobody could be asked, however often. */
  async #ask(): Promise<Lease | PostgresFailure | undefined> {
    for (const wait of [...this.#options.retriesMs, undefined]) {
      try {
        return await this.#store.renew(this.#lease, this.#options.leaseMs);
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        if (wait === undefined) return error;
        await setTimeout(wait);
      }
    }
    return undefined;
  }

  /** A database that cannot be reached for a moment is no loss yet: the next apply asks again. */
  async #beat(): Promise<void> {
    if (this.#renewing || this.#lost !== undefined) return;
    this.#renewing = true;
    try {
      const lease = await this.#store.renew(this.#lease, this.#options.leaseMs);
      if (lease === undefined) await this.#lose();
      else this.#lease = lease;
    } catch {
      // Said when it matters.
    } finally {
      this.#renewing = false;
    }
  }

  async #lose(): Promise<Failure> {
    clearInterval(this.#timer);
    this.#lost ??= lost(this.#lease, await this.#find());
    return this.#lost;
  }

  async #find(): Promise<Loss> {
    try {
      const holder = await this.#store.read(this.#lease.environment);
      const unlock = await this.#store.unlockOf(this.#lease);
      if (holder === undefined) return { kind: 'gone' };
      return holder.token === this.#lease.token ? { kind: 'ended', unlock } : { kind: 'taken', holder, unlock };
    } catch (error) {
      if (isUnreachable(error)) return { kind: 'unreachable', failure: error.data };
      throw error;
    }
  }
}
