import type { Look } from '../port.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { cells, pad } from '../words/width.ts';

/** Columns as wide as their widest cell; the last one is not filled. */
export function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  look: Look,
): readonly string[] {
  const safe = rows.map((row) => row.map(safeLine));
  const widths = head.map((title, column) => Math.max(cells(title), ...safe.map((row) => cells(row[column] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [look.palette('dim', line(head)), ...safe.map(line)];
}
