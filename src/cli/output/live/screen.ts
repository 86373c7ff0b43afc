import { stripVTControlCharacters } from 'node:util';
import type { Stream } from '../../process.ts';
import { cells } from '../words/width.ts';

const escape = '\u001B[';
const hideCursor = `${escape}?25l`;
const showCursor = `${escape}?25h`;
const eraseToLineEnd = `${escape}K`;
const eraseBelow = `${escape}J`;

/**
 * The bottom of a terminal, redrawn in place: lines printed for good scroll up, the frame stays under them.
 * Each redraw is one write that overwrites before it erases, so that nothing flickers.
 */
export class Screen {
  readonly #stream: Stream;
  /** Widths, in cells, of the frame's lines as they stand on the terminal now. */
  #drawn: readonly number[] = [];
  #hidden = false;

  constructor(stream: Stream) {
    this.#stream = stream;
  }

  /** Prints `lines` above the frame, for good, and draws `frame` anew. */
  draw(lines: readonly string[], frame: readonly string[]): void {
    const hide = this.#hidden || frame.length === 0 ? '' : hideCursor;
    const text = [...lines, ...frame].map((line) => `${line}${eraseToLineEnd}\n`).join('');
    this.#stream.write(`${hide}${this.#toTop()}${text}${eraseBelow}`);
    this.#hidden ||= frame.length > 0;
    this.#drawn = frame.map((line) => cells(stripVTControlCharacters(line)));
  }

  /** Takes the frame away and gives the cursor back. May be called again. */
  close(): void {
    if (!this.#hidden) return;
    this.#stream.write(`${this.#toTop()}${eraseBelow}${showCursor}`);
    this.#hidden = false;
    this.#drawn = [];
  }

  /** A terminal that has become narrower has folded the frame's lines: they are counted as they lie now. */
  #toTop(): string {
    const columns = Math.max(1, this.#stream.columns());
    const rows = this.#drawn.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
    return rows === 0 ? '' : `\r${escape}${rows}A`;
  }
}
