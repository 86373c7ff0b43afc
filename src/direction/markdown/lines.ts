/** Where one line of a text stands: `end` is before its line ending, `next` after it. UTF-16 offsets. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** The lines as Markdown counts them: they end with `\n`, `\r\n` or `\r`. A text always has at least one. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const ending of text.matchAll(/\r\n|\n|\r/g)) {
    const next = ending.index + ending[0].length;
    lines.push({ start, end: ending.index, next });
    start = next;
  }
  lines.push({ start, end: text.length, next: text.length });
  return lines;
}

/** The line ending that a text uses: what is added to it should end its lines likewise. */
export function lineEndingOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}
