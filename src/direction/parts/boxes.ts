import type { ListItem } from 'mdast';
import type { Box, Finding } from '../../core/order.ts';
import { rangeOf, wordsOf } from '../markdown/words.ts';
import { listsIn, wordsStart } from './items.ts';
import { splitEvidence } from './evidence-link.ts';

/** A box's beginning, from the item's marker to before its words: `- [x] `. The mark is one space or an x. */
const boxStart = /^(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\]\s$/;

/** After a lone list marker a link would begin a list, and a backslash would change what follows it. */
const openEnd = /(?:^|[\r\n])[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]*$|\\$/;

/** Boxes are numbered in the order of the text, nested ones too. */
export function readBoxes(
  items: readonly ListItem[],
  source: string,
  file: string,
): { boxes: readonly Box[]; findings: readonly Finding[] } {
  const flat = items.flatMap(withNested);
  const boxes = flat
    .map(({ item }) => readBox(item, source))
    .filter((box) => box !== undefined)
    .map((box, index) => ({ ...box, number: `done-${index + 1}` }));
  const findings = flat
    .filter(({ item, top }) => readBox(item, source) === undefined && (top || item.checked !== null))
    .map(({ item }) => noBox(item, file));
  return { boxes, findings };
}

function withNested(item: ListItem): readonly { item: ListItem; top: boolean }[] {
  const nested = listsIn(item.children).flatMap((list) => list.children);
  const below = nested.flatMap(withNested).map((inner) => ({ ...inner, top: false }));
  return [{ item, top: true }, ...below];
}

function readBox(item: ListItem, source: string): Omit<Box, 'number'> | undefined {
  const [words] = item.children;
  const { start, line } = rangeOf(item);
  if (words?.type !== 'paragraph' || typeof item.checked !== 'boolean') return undefined;
  const from = wordsStart(item, words, source);
  const end = from + source.slice(from, rangeOf(words).end).trimEnd().length;
  if (!boxStart.test(source.slice(start, from))) return undefined;
  const { own, text } = splitEvidence(source.slice(from, end), wordsOf([words]));
  if (own.trim() === '' || openEnd.test(own)) return undefined;
  return { text, raw: own.trim(), ticked: item.checked, range: { start, end, line } };
}

function noBox(item: ListItem, file: string): Finding {
  return {
    rule: 'done.not-a-box',
    severity: 'error',
    file,
    line: rangeOf(item).line,
    message: `"${wordsOf(item.children)}" stands in the Definition of Done and is no box: nothing would check it`,
    fix: 'Write it as `- [ ] …`',
  };
}
