import { printable } from '../../core/untrusted.ts';

/** Markup that stands as it is. Only `html` and `trusted` make it, so nothing read from JSON can pass for it. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

export type Placeable = Html | string | number | undefined | false | readonly Placeable[];

/**
 * A tagged template that escapes whatever is placed in it, in text and in quoted attributes alike.
 * `undefined` and `false` leave nothing; lists are joined. Throws a TypeError on an attribute without quotes.
 */
export function html(literals: TemplateStringsArray, ...values: readonly Placeable[]): Html {
  const parts = literals.map((literal, index) => {
    if (index >= values.length) return literal;
    if (/[\w-]=$/.test(literal)) throw new TypeError(`An attribute needs quotes: …${literal.slice(-40)}`);
    return literal + markupOf(values[index]);
  });
  return new Html(parts.join(''));
}

/** For constants of our own alone: the style sheet, which has no escapes inside its element. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

export const nothing = new Html('');

function markupOf(value: Placeable): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map(markupOf).join('');
  return escape(printable(String(value)));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
