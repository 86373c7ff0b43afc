/**
 * The value in UTF-16, either byte order, as Windows programs print it: a NUL stands between any two characters, and the one
 * at either end says nothing. ASCII alone: no other text can be written like that in UTF-8.
 */
export function utf16Forms(value: string): readonly string[] {
  // oxlint-disable-next-line no-control-regex -- ASCII is meant, control characters too
  return /^[\u0000-\u007F]*$/.test(value) ? [Array.from(value).join('\0')] : [];
}
