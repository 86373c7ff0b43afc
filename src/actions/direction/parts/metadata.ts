import type { Order } from '../../../core/order.ts';

/** What stands at `- **Label:** value` under the title, as it is written. */
export function metadataOf(order: Order | undefined, label: string): string | undefined {
  return order?.metadata.find((each) => each.label.toLowerCase() === label.toLowerCase())?.raw;
}
