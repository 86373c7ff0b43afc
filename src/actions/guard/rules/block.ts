/**
 * The fenced blocks of a name in a pull request's text, each as its fields: `key: the rest of the line`, and what is indented
 * below belongs to it. Undefined for one that has another line, or a key twice. What stands in a comment does not count.
 */
export function blocksIn(body: string, name: string): readonly (Readonly<Record<string, string>> | undefined)[] {
  const visible = body.replaceAll('\r\n', '\n').replaceAll(/<!--[\s\S]*?(?:-->|$)/gu, '');
  const found = [...visible.matchAll(/^```([\w-]+)[ \t]*\n([\s\S]*?)^```[ \t]*$/gmu)];
  return found.filter(([, tag]) => tag === name).map(([, , text = '']) => fieldsOf(text));
}

function fieldsOf(text: string): Readonly<Record<string, string>> | undefined {
  const fields = new Map<string, string>();
  let last = '';
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const [, key = '', value = ''] = /^([a-z]+):(.*)$/u.exec(line) ?? [];
    const goesOn = /^\s/u.test(line) && last !== '';
    if (!goesOn && (key === '' || fields.has(key))) return undefined;
    last = goesOn ? last : key;
    fields.set(last, `${fields.get(last) ?? ''} ${goesOn ? line : value}`.replaceAll(/\s+/gu, ' ').trim());
  }
  return Object.fromEntries(fields);
}
