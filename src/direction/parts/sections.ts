import type { Heading, Root, RootContent } from 'mdast';
import type { Order, Section } from '../../core/order.ts';
import { rangeOf, wordsOf } from '../markdown/words.ts';
import { sectionNameOf, type SectionName } from './section-name.ts';

/** A section with the Markdown nodes that stand under its heading: the document's `from` until before `to`. */
export interface Part {
  readonly section: Section;
  readonly from: number;
  readonly to: number;
}

/** Every heading of the document opens a section; those of a greater depth stand inside. */
export function readParts(root: Root, source: string): readonly Part[] {
  const headings = root.children.flatMap((node, index) => (node.type === 'heading' ? [{ node, index }] : []));
  const parts: Part[] = [];
  // From the end, so that the nearest heading of each depth that follows is at hand.
  const following = Array.from({ length: 7 }, () => root.children.length);
  for (const { node, index } of headings.toReversed()) {
    const to = Math.min(...following.slice(0, node.depth + 1));
    parts.push({ section: sectionOf(node, root.children[to], source), from: index + 1, to });
    following[node.depth] = index;
  }
  return parts.toReversed();
}

export function nodesOf(root: Root, part: Part | undefined): readonly RootContent[] {
  return part === undefined ? [] : root.children.slice(part.from, part.to);
}

function sectionOf(heading: Heading, after: RootContent | undefined, source: string): Section {
  const range = rangeOf(heading);
  const end = after === undefined ? source.length : rangeOf(after).start;
  const start = Math.min(endOfLine(source, range.end), end);
  const line = (heading.position?.end.line ?? range.line) + 1;
  return {
    title: wordsOf([heading]),
    depth: heading.depth,
    range: { start: range.start, end, line: range.line },
    body: { start, end, line },
  };
}

function endOfLine(source: string, from: number): number {
  const ending = /\r\n|\n|\r/g;
  ending.lastIndex = from;
  return ending.exec(source) === null ? source.length : ending.lastIndex;
}

/** The first section of that name. */
export function findPart(parts: readonly Part[], name: SectionName): Part | undefined {
  return parts.find(({ section }) => section.depth > 1 && sectionNameOf(section.title) === name);
}

export function findSection(order: Order, name: SectionName): Section | undefined {
  return order.sections.find((section) => section.depth > 1 && sectionNameOf(section.title) === name);
}

/** The Markdown under a section's heading, without the blank lines around it. Empty when there is no such section. */
export function bodyOf(order: Order, name: SectionName): string {
  const section = findSection(order, name);
  if (section === undefined) return '';
  return order.source
    .slice(section.body.start, section.body.end)
    .replace(/^(?:[ \t]*(?:\r\n|\n|\r))+/, '')
    .trimEnd();
}
