import type { EvidenceFile } from '../core/action.ts';
import type { Measurement } from '../core/constraint.ts';
import type { Constraints } from '../core/order.ts';

/** What the page shows beside the record. A limit without a measurement reads `not measured`. */
export interface PageExtras {
  readonly constraints: Constraints;
  readonly measured?: readonly Measurement[];
  /** What lies in the run's folder: all but the page itself and the seals over it. */
  readonly files?: readonly EvidenceFile[];
}
