import type { Item, Order } from '../../../core/order.ts';
import { meansTheSame } from './meaning.ts';

/** Items as a list, numbered 1 to n or bulleted as they were, their Markdown as it was written; nested lists with them. */
export function renderTaskList(items: readonly Item[], order: Order, indent = ''): string {
  return items.map((item, index) => renderItem(item, order, indent, index + 1)).join('\n');
}

function renderItem(item: Item, order: Order, indent: string, number: number): string {
  const marker = /[-*+]/.test(order.source.charAt(item.range.start)) ? '- ' : `${number}. `;
  const inner = indent + ' '.repeat(marker.length);
  const [first = '', ...rest] = dedented(item, order);
  const own = [indent + marker + first, ...rest.map((line) => (line === '' ? '' : inner + line))].join('\n');
  return item.children.length === 0 ? own : `${own}\n${renderTaskList(item.children, order, inner)}`;
}

/** An item's lines without the indent that its words have in their direction. */
function dedented(item: Item, { source }: Order): readonly string[] {
  const lines = item.raw.split(/\r\n|\n|\r/);
  const start = source.indexOf(lines[0] ?? '', item.range.start);
  const column = start - (source.lastIndexOf('\n', start - 1) + 1);
  const leading = new RegExp(`^[ \\t]{0,${Math.max(0, column)}}`);
  return lines.map((line, index) => (index === 0 ? line : line.replace(leading, '').trimEnd()));
}

/** Where two lists of tasks part; undefined when they say the same. Numbers are positions, so they need not agree. */
export function differenceOf(wanted: readonly Item[], found: readonly Item[], parent = ''): string | undefined {
  for (const [index, item] of wanted.entries()) {
    const number = `${parent}${index + 1}`;
    const there = found[index];
    if (there === undefined) return `task ${number} is missing: ${brief(item.text)}`;
    if (!meansTheSame(item.raw, there.raw))
      return `task ${number} reads ${brief(there.raw)} where the order has ${brief(item.raw)}`;
    const nested = differenceOf(item.children, there.children, `${number}.`);
    if (nested !== undefined) return nested;
  }
  const extra = found[wanted.length];
  return extra === undefined
    ? undefined
    : `task ${parent}${wanted.length + 1} is not in the order: ${brief(extra.text)}`;
}

function brief(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return JSON.stringify(line.length <= 80 ? line : `${line.slice(0, 79)}…`);
}
