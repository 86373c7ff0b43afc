import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { expect, test } from 'vitest';
import { markdownText } from '../testing/markdown-text.ts';
import { parseMarkdown } from './parse.ts';

function offsets(node: Nodes): (number | undefined)[] {
  const below = 'children' in node ? node.children.flatMap(offsets) : [];
  return [node.position?.start.offset, node.position?.end.offset, ...below];
}

test('offsets count a byte order mark', () => {
  fc.assert(
    fc.property(markdownText, (text) => {
      fc.pre(!text.startsWith('\uFEFF'));
      const plain = offsets(parseMarkdown(text)).map((offset) => (offset === undefined ? undefined : offset + 1));
      expect(offsets(parseMarkdown(`\uFEFF${text}`))).toEqual(plain);
    }),
    { numRuns: 300 },
  );
});
