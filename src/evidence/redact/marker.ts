/** What stands in the place of a secret. Nothing in it needs escaping in JSON, HTML or a shell. */
export function markerOf(name: string): string {
  return `[redacted:${markName(name)}]`;
}

/** A secret's name as markers and counts write it. */
export function markName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_.:/-]/g, '_');
}
