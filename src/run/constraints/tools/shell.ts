/** A word that the shell takes as it stands. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A pattern of `case`, with its special characters alive and all others quoted: only `*`, `?` and `[…]` mean something. */
export function pattern(glob: string): string {
  return glob.replaceAll(/[^\w*?[\]-]/g, String.raw`\$&`);
}

/** Records the call as refused, says why, and ends with exit code 126. */
export function refusal(id: string, why: string, fix: string): string {
  return `_prestage_refuse ${[id, why, fix].map(quote).join(' ')} "$@"`;
}
