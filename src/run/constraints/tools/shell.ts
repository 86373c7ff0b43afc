/** A word that the shell takes as it stands. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A pattern of `case`, with its special characters alive and all others quoted: only `*`, `?` and `[…]` mean something. */
export function pattern(glob: string): string {
  return glob.replaceAll(/[^\w*?[\]-]/g, String.raw`\$&`);
}

/** The same pattern for capitals and small letters. */
export function anyCase(glob: string): string {
  return glob.replaceAll(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}

/** Records the call as refused, says why, and ends with exit code 126. */
export function refusal(id: string, why: string, fix: string): string {
  return `_prestage_refuse ${[id, why, fix].map(quote).join(' ')} "$@"`;
}
