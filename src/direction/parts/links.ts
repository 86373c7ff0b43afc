import type { ListItem } from 'mdast';
import type { LinkReference } from '../../core/order.ts';
import { codesOf, linkTargetsOf, rangeOf, wordsOf } from '../markdown/words.ts';
import { readLabelled } from './labelled.ts';

/** What each line of Links & References points to: code spans and Markdown links, else a bare path after the label. */
export function readLinks(items: readonly ListItem[], source: string): readonly LinkReference[] {
  return items.flatMap((item) => {
    const labelled = readLabelled(item, source);
    const words = wordsOf(item.children);
    const named = [...codesOf(item.children), ...linkTargetsOf(item.children)];
    const targets = named.length > 0 ? named : barePaths(labelled?.text ?? words);
    const { line } = rangeOf(item);
    return [...new Set(targets)].map((target) => ({ label: labelled?.label ?? words, target, line }));
  });
}

function barePaths(words: string): readonly string[] {
  return words.split(/[\s,;]+/).filter((word) => /^[\w.-]+\/\S*$/.test(word));
}
