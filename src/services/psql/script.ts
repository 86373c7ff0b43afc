import { tokensOf, type Token } from './tokens.ts';

/** What psql makes of a script, one after the other. */
export type Step =
  | { readonly kind: 'statement'; readonly line: number; readonly tokens: readonly Token[] }
  /** A backslash command; `isInside` when words of a statement stand before it: `select 1 \gset`. */
  | { readonly kind: 'meta'; readonly line: number; readonly text: string; readonly isInside: boolean }
  /** A quotation or a comment that does not end: nothing after it is what it seems. */
  | { readonly kind: 'unterminated'; readonly line: number; readonly text: string };

/** Splits a script as psql does. What follows the last semicolon is a statement too. */
export function* stepsOf(sql: string): Generator<Step> {
  let statement = new Statement();
  for (const token of tokensOf(sql)) {
    const { kind, line, text } = token;
    if (kind === 'meta') yield { kind, line, text: text.trimEnd(), isInside: !statement.isEmpty };
    else if (kind === 'unterminated') {
      yield { kind, line, text };
      return;
    } else if (kind === 'semicolon' && statement.mayEnd) {
      if (!statement.isEmpty) yield statement.step();
      statement = new Statement();
    } else statement.add(token);
  }
  if (!statement.isEmpty) yield statement.step();
}

/** Its first words in lower case: what kind of statement it is. */
export function firstWords(tokens: readonly Token[], many: number): readonly string[] {
  const words: string[] = [];
  for (const { kind, text } of tokens) {
    if (kind === 'blank') continue;
    if (kind !== 'word' || words.length === many) break;
    words.push(text.toLowerCase());
  }
  return words;
}

/** A statement that is being read. Semicolons in parentheses and in a body `begin atomic … end` do not end it. */
class Statement {
  readonly #tokens: Token[] = [];
  #depth = 0;
  #bodies = 0;

  get isEmpty(): boolean {
    return this.#tokens.length === 0;
  }

  get mayEnd(): boolean {
    return this.#depth === 0 && this.#bodies === 0;
  }

  add(token: Token): void {
    if (this.isEmpty && token.kind === 'blank') return;
    this.#tokens.push(token);
    if (token.kind === 'open') this.#depth += 1;
    else if (token.kind === 'close') this.#depth = Math.max(0, this.#depth - 1);
    else if (token.kind === 'word' && this.#depth === 0) this.#body(token.text.toLowerCase());
  }

  step(): Step {
    return { kind: 'statement', line: this.#tokens[0]?.line ?? 1, tokens: this.#tokens };
  }

  #body(word: string): void {
    if (word === 'begin' && this.#makesRoutine()) this.#bodies += 1;
    else if (word === 'case' && this.#bodies > 0) this.#bodies += 1;
    else if (word === 'end' && this.#bodies > 0) this.#bodies -= 1;
  }

  #makesRoutine(): boolean {
    return /^create (?:or replace )?(?:function|procedure)/.test(firstWords(this.#tokens, 4).join(' '));
  }
}
