/** What people write for one environment in the names of files. The config's own word wins. */
const aliases: readonly (readonly string[])[] = [['staging'], ['production', 'prod']];

/** The words that name an environment in a path, each with the environment that it means. */
export type EnvironmentWords = ReadonlyMap<string, string>;

/** From the environments that the config names; staging and production are known without it. */
export function environmentWords(configured: readonly string[]): EnvironmentWords {
  const words = new Map(configured.map((name) => [normal(name), name]));
  for (const group of aliases) {
    const meant = group.map((word) => words.get(word)).find((name) => name !== undefined) ?? group[0];
    for (const word of group) if (meant !== undefined && !words.has(word)) words.set(word, meant);
  }
  return words;
}

/** The environment that a caller's word means: `prod` is production, a word that nobody knows is itself. */
export function environmentOf(word: string, words: EnvironmentWords): string {
  return words.get(normal(word)) ?? word;
}

/** As words are compared: small letters, `_` for whatever joins them. */
export function normal(text: string): string {
  return text.toLowerCase().replaceAll(/[-.]/g, '_');
}
