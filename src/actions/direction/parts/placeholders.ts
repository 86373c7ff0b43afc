/** What a template leaves to be filled: `{{owner}}`, or `<YYYY-MM-DD>` where it is no address and no HTML. */
const braces = /\{\{\s*([\w-]+)\s*\}\}/g;
const angles =
  /<(?!https?:|mailto:|(?:a|b|br|code|details|div|em|hr|i|img|kbd|li|p|span|strong|sub|summary|sup)\b)[A-Za-z][^<>@\n]*>/g;

/** `{{name}}` replaced where there is a value; the others stay for those who come later. */
export function fillPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(braces, (whole: string, name: string) => values[name.toLowerCase()] ?? whole);
}

/** The placeholders that are left, as written, each once. Code spans are taken as meant: `feedback/<agent>/`. */
export function placeholdersIn(markdown: string): readonly string[] {
  const words = markdown.replaceAll(/(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');
  return [...new Set([...words.matchAll(braces), ...words.matchAll(angles)].map(([whole]) => whole))];
}
