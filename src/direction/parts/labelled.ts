import type { ListItem } from 'mdast';
import type { LabelledLine } from '../../core/order.ts';
import { codesOf, rangeOf, wordsOf } from '../markdown/words.ts';
import { listsIn, ownWords } from './items.ts';

/** A label is short and ends with a colon and white space: `https://…` has none. */
const labelled = /^([^:]{1,60}):(?:\s+|$)/;

/** The label as it is written: `**Label:** words`, `**Label**: words` or `Label: words`. */
const writtenLabel = /^[^:]*:(?:\*\*|__)?[ \t]*/;

/** Undefined when the item has no label. Items nested under a label count as its words, separated by commas. */
export function readLabelled(item: ListItem, source: string): LabelledLine | undefined {
  const words = wordsOf(ownWords(item));
  const found = labelled.exec(words);
  if (found?.[1] === undefined) return undefined;
  const { start, end, line } = rangeOf(item.children[0] ?? item);
  const nested = listsIn(item.children).flatMap((list) => list.children.map((child) => wordsOf(child.children)));
  return {
    label: found[1].trim(),
    text: [words.slice(found[0].length), ...nested].filter((part) => part !== '').join(', '),
    raw: source.slice(start, end).replace(writtenLabel, ''),
    codes: codesOf(item.children),
    line,
  };
}

/** The labelled lines of a section, in order. */
export function readAllLabelled(items: readonly ListItem[], source: string): readonly LabelledLine[] {
  return items.map((item) => readLabelled(item, source)).filter((line) => line !== undefined);
}
