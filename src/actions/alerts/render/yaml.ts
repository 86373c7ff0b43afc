/**
 * YAML that Prettier leaves as it is. Our own, since a thousand rules have tests of millions of characters, which the library that
 * reads it takes seconds to write. Texts of several lines begin with a letter and end without a line break.
 * Members that are undefined are left out. Throws a TypeError on what is neither text, number, truth value, list nor object.
 */
export function yamlOf(value: object): string {
  return `${linesOf(value).join('\n')}\n`;
}

function linesOf(value: unknown): readonly string[] {
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (typeof value === 'string') return scalar(value);
  if (Array.isArray(value)) return value.length === 0 ? ['[]'] : value.flatMap(itemLines);
  if (typeof value !== 'object' || value === null) throw new TypeError(`no YAML for ${String(value)}`);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return entries.length === 0 ? ['{}'] : entries.flatMap(([key, member]) => memberLines(key, member));
}

function itemLines(item: unknown): readonly string[] {
  const [first = '', ...rest] = linesOf(item);
  return [`- ${first}`, ...rest.map(indented)];
}

function memberLines(key: string, member: unknown): readonly string[] {
  const [name = ''] = scalar(key);
  const lines = linesOf(member);
  const [first = '', ...rest] = lines;
  const isBelow = typeof member === 'object' && first !== '[]' && first !== '{}';
  return isBelow ? [`${name}:`, ...lines.map(indented)] : [`${name}: ${first}`, ...rest.map(indented)];
}

/** What needs no quotes for any reader; all else has them, or is a block of lines. */
const plain = /^[A-Za-z](?:[\w./()+-]| (?=[^\s#]))*$/u;
const words = /^(?:true|false|null|yes|no|on|off|y|n|inf|nan)$/iu;

function scalar(text: string): readonly string[] {
  if (text.includes('\n')) return ['|-', ...text.split('\n')];
  if (plain.test(text) && !words.test(text)) return [text];
  return [`'${text.replaceAll("'", "''")}'`];
}

function indented(line: string): string {
  return line === '' ? line : `  ${line}`;
}
