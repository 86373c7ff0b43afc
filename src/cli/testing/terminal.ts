const escape = String.fromCodePoint(27);
const sequence = new RegExp(
  `${escape}\\[(?<private>\\?)?(?<count>\\d*)(?<command>[A-Za-z])|(?<control>[\\r\\n])|(?<plain>[^${escape}\\r\\n])`,
  'gu',
);

/** A terminal small enough to read: what an escape sequence does to rows of text. Colour is ignored. */
export class Terminal {
  readonly rows: number;
  readonly columns: number;
  cursorShown = true;
  readonly #lines: string[] = [''];
  #row = 0;
  #column = 0;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
  }

  /** Everything that was ever on it, scrolled out of sight or not. */
  get text(): string {
    return this.#lines.map((line) => line.trimEnd()).join('\n');
  }

  /** What one sees. */
  get screen(): readonly string[] {
    return this.#lines.slice(-this.rows).map((line) => line.trimEnd());
  }

  write(text: string): void {
    const parts = text.matchAll(sequence);
    for (const { groups } of parts) {
      if (groups?.['plain'] !== undefined) this.#put(groups['plain']);
      else if (groups?.['control'] === '\r') this.#column = 0;
      else if (groups?.['control'] === '\n') this.#newLine();
      else this.#obey(`${groups?.['private'] ?? ''}${groups?.['command'] ?? ''}`, groups?.['count'] ?? '');
    }
  }

  #put(character: string): void {
    if (this.#column === this.columns) this.#newLine();
    const line = (this.#lines[this.#row] ?? '').padEnd(this.#column);
    this.#lines[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + 1);
    this.#column += 1;
  }

  #newLine(): void {
    this.#row += 1;
    this.#column = 0;
    if (this.#row === this.#lines.length) this.#lines.push('');
  }

  #obey(command: string, count: string): void {
    if (command === 'A') this.#row = Math.max(this.#top(), this.#row - Number(count || 1));
    if (command === 'K') this.#lines[this.#row] = (this.#lines[this.#row] ?? '').slice(0, this.#column);
    if (command === 'J') {
      this.#lines[this.#row] = (this.#lines[this.#row] ?? '').slice(0, this.#column);
      this.#lines.splice(this.#row + 1);
    }
    if (command === '?l' && count === '25') this.cursorShown = false;
    if (command === '?h' && count === '25') this.cursorShown = true;
  }

  /** The cursor cannot be moved into what has scrolled out of sight. */
  #top(): number {
    return Math.max(0, this.#lines.length - this.rows);
  }
}
