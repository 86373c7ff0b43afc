import { Failure } from '../../core/failure.ts';
import type { Redactor } from '../../core/redactor.ts';
import type { Journal } from '../journal.ts';
import { brokenGlass, cameBack, redacted, type LockEntry } from './entries.ts';
import type { Hold } from './hold.ts';

/** What a run holds while it runs. */
export class Locks {
  readonly #holds: ReadonlyMap<string, Hold>;
  /** Why the run goes on without a lock whose database is down; undefined when it must not. */
  readonly #without: string | undefined;
  readonly #broken = new Set<string>();
  #write: (entry: LockEntry) => void = () => undefined;
  #entries: LockEntry[];
  #released: Promise<void> | undefined;

  constructor(holds: ReadonlyMap<string, Hold>, entries: readonly LockEntry[], without: string | undefined) {
    this.#holds = holds;
    this.#entries = [...entries];
    this.#without = without;
  }

  /** Environments that are changed without a lock, since they name no database. */
  get notHeld(): readonly string[] {
    return this.#entries.flatMap((entry) => (entry.kind === 'lock.not-held' ? [entry.environment] : []));
  }

  /** From here on the journal says what becomes of the locks, beginning with what already has. */
  writeTo(journal: Pick<Journal, 'append'>, redactor: Redactor): void {
    this.#write = (entry) => journal.append(redacted(entry, redactor));
    for (const entry of this.#entries.splice(0)) this.#write(entry);
  }

  /** Right before an apply, and when it has been verified. Throws the Failure `lock.lost`. */
  async assertHeld(environment: string | undefined): Promise<void> {
    const hold = environment === undefined ? undefined : this.#holds.get(environment);
    if (hold === undefined || environment === undefined || this.#broken.has(environment)) return;
    try {
      await hold.assertHeld();
    } catch (error) {
      const mayGoOn = this.#without !== undefined && hold.isOutOfReach;
      if (!(error instanceof Failure) || !mayGoOn) throw error;
      this.#broken.add(environment);
      this.#write(brokenGlass(environment, this.#without ?? '', error.data));
    }
  }

  /** Gives back what is still ours, the last one first. May be called twice. */
  async release(): Promise<void> {
    this.#released ??= this.#giveBack();
    await this.#released;
  }

  /** Gives back what is left, when the journal has been closed. */
  async letGo(): Promise<void> {
    this.#write = () => undefined;
    await this.release();
  }

  async #giveBack(): Promise<void> {
    const failures: unknown[] = [];
    for (const [environment, hold] of [...this.#holds].toReversed())
      try {
        this.#write(cameBack(environment, hold.lease, await hold.release()));
      } catch (error) {
        // The others are given back all the same.
        failures.push(error);
      }
    if (failures.length > 0) throw failures[0];
  }
}
