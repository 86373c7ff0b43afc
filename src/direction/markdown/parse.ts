import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

type Point = NonNullable<Nodes['position']>['start'];

const byteOrderMark = '\uFEFF';

/** The mdast tree of GitHub-flavoured Markdown, offsets counted in `source`. */
export function parseMarkdown(source: string): Root {
  const tree = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  // The parser reads past a byte order mark without counting it.
  return source.startsWith(byteOrderMark) ? shifted(tree) : tree;
}

/** Positions are made anew, since nodes share them. */
function shifted<Node extends Nodes>(node: Node): Node {
  const { position } = node;
  if (position !== undefined) node.position = { start: after(position.start), end: after(position.end) };
  if ('children' in node) node.children.forEach(shifted);
  return node;
}

function after({ line, column, offset }: Point): Point {
  return { line, column, offset: (offset ?? 0) + byteOrderMark.length };
}
