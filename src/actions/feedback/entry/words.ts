/**
 * Plain words as Markdown that reads the same: what a child or a direction said must not become a heading, a link or
 * HTML. On one line; Prettier leaves it as it is.
 */
export function asMarkdown(words: string): string {
  return onOneLine(words)
    .replaceAll(/[\\`*[\]<>~|]/g, String.raw`\$&`)
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\_`)
    .replaceAll(/&(?=#?\w+;)/g, String.raw`\&`)
    .replaceAll(/!(?=\\\[)/g, String.raw`\!`);
}

/** White space folded; left out is what controls, or turns a line around for the eye. Joiners shape words and stay. */
export function onOneLine(words: string): string {
  return words
    .replaceAll(/(?![\s\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A code span that holds the text, back-ticks and all. */
export function asCode(text: string): string {
  const line = onOneLine(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}
