import type { Token } from './tokens.ts';

/** What `\set` has set. */
export type Variables = ReadonlyMap<string, string>;

/** A statement with its variables put in: `:name` as it is, `:'name'` as a literal, `:"name"` as an identifier. */
export function textOf(tokens: readonly Token[], variables: Variables): string {
  return tokens.map((token) => (token.kind === 'variable' ? valueOf(token.text, variables) : token.text)).join('');
}

/** What is not set stays as it was written: `a[1:2]` has a colon too. */
function valueOf(text: string, variables: Variables): string {
  const [, quote = '', name = ''] = /^:(['"]?)(\w+)/.exec(text) ?? [];
  const value = variables.get(name);
  if (value === undefined) return text;
  if (quote === '') return value;
  const doubled = value.replaceAll(quote, quote + quote);
  return quote === "'" && value.includes('\\') ? ` E'${doubled.replaceAll('\\', '\\\\')}'` : quote + doubled + quote;
}

/** The arguments of a backslash command: quoted ones with their escapes, variables put in. */
export function argumentsOf(text: string, variables: Variables): readonly string[] {
  const words = text.match(/(?:'(?:[^'\\]|\\.|'')*'|"[^"]*"|[^\s'"])+/g) ?? [];
  return words.map((word) => wordOf(word, variables));
}

function wordOf(word: string, variables: Variables): string {
  return word.replaceAll(/'((?:[^'\\]|\\.|'')*)'|"([^"]*)"|:(['"]?)\w+\3/g, (found, quoted?: string, name?: string) => {
    if (quoted !== undefined && !found.startsWith(':')) return unescaped(quoted);
    if (name !== undefined && !found.startsWith(':')) return found;
    return valueOf(found, variables);
  });
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function unescaped(text: string): string {
  return text.replaceAll("''", "'").replaceAll(/\\(.)/g, (_, sign: string) => escapes[sign] ?? sign);
}
