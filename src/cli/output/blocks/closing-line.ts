import type { Look } from '../port.ts';

/** A label and what it is; `text` is safe already. */
export function closingLine(label: string, text: string, look: Look): string {
  return `  ${look.palette('dim', label.padEnd(6))}${text}`;
}
