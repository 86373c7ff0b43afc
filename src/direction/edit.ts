import { Failure } from '../core/failure.ts';
import type { Order, SourceRange } from '../core/order.ts';
import { lineEndingOf } from './markdown/lines.ts';
import { sectionTitles, type SectionName } from './parts/section-name.ts';
import { findSection } from './parts/sections.ts';

/** A splice: the text that takes the place of what stands from `start` to before `end`. UTF-16 offsets. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Replaces what stands under a section's heading by `markdown`, set off by nothing above and a blank line below.
 * @throws Failure `direction.no-section`
 */
export function replaceBody(order: Order, name: SectionName, markdown: string): Edit {
  const { body } = sectionOrFail(order, name);
  const isLast = body.end === order.source.length;
  const heading = order.source.slice(0, body.start);
  const text = `${/[\r\n]$/.test(heading) ? '' : '\n'}${markdown.trim()}\n${isLast ? '' : '\n'}`;
  return { start: body.start, end: body.end, text: withEndingsOf(order, text) };
}

const bullet = /^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\*\*|__)?([^:*_\r\n]+)(?:\*\*|__)?:(?:\*\*|__)?)[ \t]*(.*)$/gm;

/**
 * Sets the words of a labelled line, `- **Label:** words`, or adds the line to the end of the section's.
 * `metadata` are the lines between the title and the first section.
 * @throws Failure `direction.no-section`
 */
export function setLabelled(order: Order, where: SectionName | 'metadata', label: string, words: string): Edit {
  const { start, end } = where === 'metadata' ? metadataOf(order) : sectionOrFail(order, where).body;
  const area = order.source.slice(start, end);
  const lines = [...area.matchAll(bullet)];
  const line = lines.find(([, , found]) => found?.trim().toLowerCase() === label.toLowerCase());
  if (line !== undefined) {
    const at = start + line.index;
    return { start: at, end: at + line[0].replace(/\r$/, '').length, text: `${line[1]} ${words}` };
  }
  const last = lines.at(-1);
  const text = `- **${label}:** ${words}\n`;
  if (last === undefined) return { start, end: start, text: withEndingsOf(order, text) };
  const at = nextLine(order.source, start + last.index);
  return { start: at, end: at, text: withEndingsOf(order, `${isLineStart(order.source, at) ? '' : '\n'}${text}`) };
}

function sectionOrFail(order: Order, name: SectionName): { readonly body: SourceRange } {
  const section = findSection(order, name);
  if (section !== undefined) return section;
  const [title] = sectionTitles[name];
  throw new Failure({
    code: 'direction.no-section',
    what: `The direction has no section "${title}"`,
    why: 'what is to be written has no place',
    fix: `Add \`## ${title}\` to it, as in the template`,
  });
}

function metadataOf(order: Order): { start: number; end: number } {
  const title = order.sections.find(({ depth }) => depth === 1);
  const first = order.sections.find(({ depth }) => depth > 1);
  return { start: title?.body.start ?? 0, end: first?.range.start ?? order.source.length };
}

/** What is added ends its lines as the file does. */
function withEndingsOf(order: Order, text: string): string {
  return text.replaceAll(/\r\n|\n|\r/g, lineEndingOf(order.source));
}

function nextLine(source: string, from: number): number {
  const ending = /\r\n|\n|\r|$/g;
  ending.lastIndex = from;
  ending.exec(source);
  return Math.max(ending.lastIndex, from);
}

function isLineStart(source: string, at: number): boolean {
  return at === 0 || /[\r\n]/.test(source[at - 1] ?? '');
}
