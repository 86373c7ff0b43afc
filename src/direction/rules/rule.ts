import type { Finding } from '../../core/order.ts';

/** A finding before its file is known. */
export type Found = Omit<Finding, 'file'>;

export function byLine(a: Finding, b: Finding): number {
  return a.line - b.line || Number(a.rule > b.rule) - Number(a.rule < b.rule);
}

/** A document's words, short enough for one line of a message. */
export function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77).trimEnd()}…` : text;
}
