/** `sha256:0123abcd…` as people read it. */
export function shortDigest(digest: string): string {
  return digest === '' ? 'an unknown image' : digest.replace(/^sha256:(.{12}).*$/u, '$1');
}
