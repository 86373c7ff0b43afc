import { foldSpace } from '../markdown/words.ts';

/** Something that can be quoted: a task, a box, a labelled line. */
export interface Quotable {
  readonly text: string;
  readonly raw: string;
}

/** What quotations are looked for in, read once: a sidecar has as many quotations as the direction has tasks. */
export class Quotables<Candidate extends Quotable> {
  readonly all: readonly Candidate[];
  /** Every candidate's plain words and its Markdown, a line each: no quotation goes over the end of a line. */
  readonly #text: string;
  /** Where each candidate begins in it. */
  readonly #starts: readonly number[];

  constructor(candidates: readonly Candidate[]) {
    const starts: number[] = [];
    let text = '';
    for (const { text: words, raw } of candidates) {
      starts.push(text.length);
      text += `${foldSpace(words)}\n${foldSpace(raw)}\n`;
    }
    this.all = candidates;
    this.#text = text;
    this.#starts = starts;
  }

  /** All that hold the quotation, in their plain words or their Markdown, white space folded. */
  fitting(quote: string): readonly Candidate[] {
    const words = foldSpace(quote);
    const found: Candidate[] = [];
    for (let place = this.#text.indexOf(words); place !== -1;) {
      const index = this.#indexAt(place);
      const candidate = this.all[index];
      if (candidate === undefined) break;
      found.push(candidate);
      const next = this.#starts[index + 1];
      place = next === undefined ? -1 : this.#text.indexOf(words, next);
    }
    return found;
  }

  /** The last candidate that begins at or before a place. */
  #indexAt(place: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return high;
  }
}
