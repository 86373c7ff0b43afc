import type { Node, Nodes } from 'mdast';
import type { SourceRange } from '../../core/order.ts';

/** Plain words: what a reader sees, without Markdown marks, white space folded. */
export function wordsOf(nodes: readonly Nodes[]): string {
  return foldSpace(nodes.map(rawWords).join(' '));
}

export function foldSpace(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function rawWords(node: Nodes): string {
  if (node.type === 'break') return ' ';
  if (node.type === 'html') return node.value.startsWith('<!--') ? '' : node.value;
  if ('value' in node) return node.value;
  if (node.type === 'image' || node.type === 'imageReference') return node.alt ?? '';
  if (!('children' in node)) return '';
  return node.children.map(rawWords).join(holdsBlocks(node) ? ' ' : '');
}

function holdsBlocks(node: Nodes): boolean {
  return ['root', 'blockquote', 'list', 'listItem', 'table', 'tableRow', 'footnoteDefinition'].includes(node.type);
}

/** What stands in back-ticks, code blocks included, in order. */
export function codesOf(nodes: readonly Nodes[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'inlineCode' || node.type === 'code') return [node.value];
    return 'children' in node ? codesOf(node.children) : [];
  });
}

/** What Markdown links point to, in order. */
export function linkTargetsOf(nodes: readonly Nodes[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'link') return [node.url];
    return 'children' in node ? linkTargetsOf(node.children) : [];
  });
}

/** Where a node of a parsed document stands. Nodes that the parser makes from text always have a position. */
export function rangeOf(node: Node): SourceRange {
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) throw new TypeError(`${node.type} without a position`);
  return { start: start.offset, end: end.offset, line: start.line };
}
