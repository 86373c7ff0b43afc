/** Made when the first text that is not plain ASCII comes: it takes longer than all the rest of a help page. */
let segmenter: Intl.Segmenter | undefined;
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u;
const zero = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u;
const plain = /^[\u0020-\u007E]*$/u;

/** How many cells of a terminal a text without escape sequences takes. */
export function cells(text: string): number {
  if (plain.test(text)) return text.length;
  return graphemes(text).reduce((sum, piece) => sum + cellsOf(piece), 0);
}

/** Cut to so many cells, with `…` where something was left out. */
export function cut(text: string, width: number): string {
  if (cells(text) <= width) return text;
  if (width <= 0) return '';
  let kept = '';
  let used = 0;
  for (const piece of graphemes(text)) {
    used += cellsOf(piece);
    if (used > width - 1) break;
    kept += piece;
  }
  return `${kept.trimEnd()}…`;
}

/** Filled with spaces on the right. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cells(text)));
}

/** Broken between words; a word longer than a line stands alone, uncut, so that it can be copied. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && cells(line) + 1 + cells(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function graphemes(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function cellsOf(grapheme: string): number {
  if (zero.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}
