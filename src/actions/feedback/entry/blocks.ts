import type { Nodes, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';
import { onOneLine } from './words.ts';

/** The plain words of every block below the headings that name a run: one text for a paragraph or a list item. */
export function blocksAbout(markdown: string, run: string): readonly string[] {
  const blocks: string[] = [];
  let depth: number | undefined;
  for (const node of fromMarkdown(markdown).children) {
    if (node.type === 'heading') depth = depthAfter(node.depth, plain(node).includes(run), depth);
    else if (depth !== undefined) blocks.push(...blocksOf(node));
  }
  return blocks;
}

/** The depth of the heading whose section we are in; undefined outside the run's sections. */
function depthAfter(depth: number, namesRun: boolean, open: number | undefined): number | undefined {
  if (open !== undefined && depth > open) return open;
  return namesRun ? depth : undefined;
}

function blocksOf(node: RootContent): string[] {
  return node.type === 'list' ? node.children.map(plain) : [plain(node)];
}

function plain(node: Nodes): string {
  return onOneLine('children' in node ? wordsOf(node.children) : toString(node));
}

/** As `toString`, with a space between blocks: a nested list begins a new word. */
function wordsOf(children: readonly Nodes[]): string {
  return children.map((child) => (isBlock(child) ? ` ${plain(child)} ` : toString(child))).join('');
}

function isBlock(node: Nodes): boolean {
  return ['list', 'listItem', 'paragraph', 'blockquote', 'code'].includes(node.type);
}
