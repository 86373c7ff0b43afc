import type { Look } from '../port.ts';

const labelWidth = 6;

/** Cells before a closing line's text. */
export const closingIndent = 2 + labelWidth;

/** A label and what it is; `text` is safe already. */
export function closingLine(label: string, text: string, look: Look): string {
  return `  ${look.palette('dim', label.padEnd(labelWidth))}${text}`;
}
