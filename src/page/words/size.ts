/** Bytes as a person says them, in powers of ten: `312 B`, `4.1 kB`, `2.0 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes}\u00A0B`;
  if (bytes < 999_950) return `${(bytes / 1e3).toFixed(1)}\u00A0kB`;
  return `${(bytes / 1e6).toFixed(1)}\u00A0MB`;
}
