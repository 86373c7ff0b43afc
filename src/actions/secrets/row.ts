import type { Placement } from './placements.ts';
import type { Grade, RowFlag, RowState } from './states.ts';

/** What is so of one name in one target, without a word of its value. */
export interface Row {
  readonly target: string;
  readonly name: string;
  /** As the vault calls it; absent of what the config does not map. */
  readonly secret?: string;
  readonly environment?: string;
  /** `unreadable`: the target could not be asked, so nothing is known. */
  readonly state: RowState | 'unreadable';
  readonly grade?: Grade;
  readonly flags: readonly RowFlag[];
  readonly owner?: string;
  /** Days since its value last changed, as the ledger has it. */
  readonly ageDays?: number;
  /** Where it is asked for. */
  readonly usedBy: readonly string[];
  /** Why, where the state alone does not say. */
  readonly note?: string;
  /** What mends it. */
  readonly fix?: string;
  /** The target's time of it, for a plan to be refused when someone wrote since. */
  readonly seen?: string;
  readonly fingerprint?: string;
  readonly placement?: Placement;
}
