/** Whether two pieces of Markdown differ in their marks alone, as Prettier may change them: no word, code or link differs. */
export function meansTheSame(a: string, b: string): boolean {
  return meaningOf(a) === meaningOf(b);
}

/** As `meansTheSame`, line by line; blank lines are left out. */
export function linesMeanTheSame(a: string, b: string): boolean {
  return linesOf(a) === linesOf(b);
}

function linesOf(markdown: string): string {
  const lines = markdown.split(/\r\n|\n|\r/).map(meaningOf);
  return lines.filter((line) => line !== '').join('\n');
}

function meaningOf(markdown: string): string {
  return markdown
    .split(/(`+[^`]+`+)/)
    .map((part, index) => (index % 2 === 1 ? part : withoutMarks(part)))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function withoutMarks(text: string): string {
  return text.replaceAll(/\\(?=[^\w\s])/g, '').replaceAll('_', '*');
}
