import type { Box, Item, LabelledLine, Order } from './order.ts';
import type { Json } from './json.ts';

/** An action as a binding names it: `database.push env=staging`. */
export interface Step {
  readonly action: string;
  readonly environment?: string;
  readonly input: Readonly<Record<string, Json>>;
  readonly line: number;
}

export interface TaskBinding {
  /** A quotation that fits exactly one item of the task list. */
  readonly quote: string;
  readonly steps: readonly Step[];
  readonly after: readonly string[];
  /** Who settles it, or what the actions leave of it, when a person does: `person: QA`. */
  readonly person?: string;
  readonly line: number;
}

export interface CheckBinding {
  readonly quote: string;
  readonly steps: readonly Step[];
  /** Quotations of the tasks that a box speaks of: while they are not settled, it is not looked at. */
  readonly after: readonly string[];
  readonly line: number;
}

/** The sidecar, read: `devops.bindings.yaml` for `devops.md`. */
export interface Bindings {
  readonly tasks: readonly TaskBinding[];
  readonly done: readonly CheckBinding[];
  /** Undo of the run when a task fails; quotes the Rollback Plan. */
  readonly rollback?: CheckBinding;
  /** Check of the Monitoring line. */
  readonly monitoring?: CheckBinding;
}

export interface BoundTask {
  readonly item: Item;
  readonly steps: readonly Step[];
  /** Numbers of the tasks that must be settled first. */
  readonly after: readonly string[];
  readonly person?: string;
}

export interface BoundBox {
  readonly box: Box;
  readonly steps: readonly Step[];
  /** Numbers of the tasks that the box speaks of. */
  readonly after: readonly string[];
}

export interface BoundLine {
  readonly line: LabelledLine;
  readonly steps: readonly Step[];
}

/** An order with its bindings matched: what a run executes. Tasks stand in the order in which they run. */
export interface BoundOrder {
  readonly order: Order;
  readonly tasks: readonly BoundTask[];
  readonly boxes: readonly BoundBox[];
  readonly rollback?: BoundLine;
  readonly monitoring?: BoundLine;
}
