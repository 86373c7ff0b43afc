import type { BlockContent, DefinitionContent, List, ListItem, Nodes } from 'mdast';
import type { Item } from '../../core/order.ts';
import { codesOf, rangeOf, wordsOf } from '../markdown/words.ts';

/** The lists that stand there, not the ones nested in them. */
export function listsIn(nodes: readonly Nodes[]): readonly List[] {
  return nodes.filter((node) => node.type === 'list');
}

/** Numbers are by position, across lists: what the author wrote before the dot plays no part. */
export function readItems(lists: readonly List[], source: string, parent = ''): readonly Item[] {
  return lists.flatMap((list) => list.children).map((item, index) => readItem(item, source, `${parent}${index + 1}`));
}

function readItem(item: ListItem, source: string, number: string): Item {
  const own = ownWords(item);
  return {
    number,
    text: wordsOf(own),
    raw: rawOf(item, source),
    codes: codesOf(own),
    range: rangeOf(item),
    children: readItems(listsIn(item.children), source, `${number}.`),
  };
}

/** An item without the lists that it nests. */
export function ownWords(item: ListItem): readonly (BlockContent | DefinitionContent)[] {
  return item.children.filter((child) => child.type !== 'list');
}

/** Where the words of an item begin, behind its box when it has one. mdast counts a box in when code follows it. */
export function wordsStart(item: ListItem, first: Nodes, source: string): number {
  const { start } = rangeOf(first);
  const isBehindBox = source.slice(rangeOf(item).start, start).includes('[');
  return typeof item.checked !== 'boolean' || isBehindBox ? start : start + '[x] '.length;
}

/** As written; what stands after a nested list is set off by a blank line. */
function rawOf(item: ListItem, source: string): string {
  const pieces: { start: number; end: number }[] = [];
  let broken = true;
  for (const child of item.children) {
    const last = pieces.at(-1);
    const { start, end } = rangeOf(child);
    if (child.type === 'list') broken = true;
    else if (broken || last === undefined) {
      pieces.push({ start: last === undefined ? wordsStart(item, child, source) : start, end });
      broken = false;
    } else last.end = end;
  }
  return pieces.map(({ start, end }) => source.slice(start, end)).join('\n\n');
}
