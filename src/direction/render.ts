import type { Order } from '../core/order.ts';
import type { Edit } from './edit.ts';

/**
 * The direction's text with the edits made; every other byte is as it was. Without edits it is the text that was read.
 * @throws RangeError when edits overlap or stand outside the text
 */
export function renderDirection(order: Order, edits: readonly Edit[] = []): string {
  let text = '';
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at || edit.end < edit.start || edit.end > order.source.length) {
      throw new RangeError(`The edit from ${edit.start} to ${edit.end} overlaps another or stands outside the text`);
    }
    text += order.source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + order.source.slice(at);
}
