import type { Measurement } from '../core/constraint.ts';
import type { Constraints } from '../core/order.ts';

/** What the page shows beside the record. A limit without a measurement reads `not measured`. */
export interface PageExtras {
  readonly constraints: Constraints;
  readonly measured?: readonly Measurement[];
}
