import type { Item, Order } from '../../core/order.ts';
import type { Found } from './rule.ts';

const writtenNumber = /^(\d{1,9})[.)]/;

/** Tasks without words, and numbers that would mislead a reader. */
export function taskFindings(order: Order): readonly Found[] {
  return [...wordless(order.items), ...numbering(order.items, order.source)];
}

function wordless(items: readonly Item[]): readonly Found[] {
  return items.flatMap((item) => [
    ...(item.text === '' && item.children.length === 0 ? [withoutWords(item)] : []),
    ...wordless(item.children),
  ]);
}

function withoutWords(item: Item): Found {
  return {
    rule: 'tasks.empty',
    severity: 'error',
    line: item.range.line,
    message: `Task ${item.number} has no words: no binding could quote it`,
    fix: 'Say what is to be done, or take the item out',
  };
}

/** Numbers are taken by position; `1. 1. 1.` is Markdown's own way of saying so, and a rising count is right. */
function numbering(items: readonly Item[], source: string): readonly Found[] {
  const written = items.map((item) => writtenNumber.exec(source.slice(item.range.start, item.range.start + 10))?.[1]);
  const numbers = written.map((digits) => (digits === undefined ? undefined : Number(digits)));
  const below = items.flatMap((item) => numbering(item.children, source));
  if (numbers.every((number) => number === undefined || number === 1)) return below;
  const odd = numbers.findIndex((number, index) => number !== undefined && number !== index + 1);
  const item = items[odd];
  return item === undefined ? below : [oddNumber(item, numbers[odd] ?? 0), ...below];
}

function oddNumber(item: Item, written: number): Found {
  return {
    rule: 'tasks.numbering',
    severity: 'warning',
    line: item.range.line,
    message: `Task ${item.number} is written as ${written}: tasks are counted by position`,
    fix: `Number the list from 1 in steps of one, or write \`1.\` before every item`,
  };
}
