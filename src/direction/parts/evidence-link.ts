/** What a tick adds after a box's words: ` ([evidence](path))`. More than one is never written, but is taken off whole. */
const links = /(?<=[^\s\\])(?:\s+\(\[evidence\]\((?:<[^<>\r\n]*>|[^()\s<>]*)\)\))+$/;
const target = /\[evidence\]\((?:<([^<>\r\n]*)>|([^()\s<>]*))\)\)$/;

/** A box's words as written and as plain words, without the evidence links at their end. */
export function splitEvidence(raw: string, text: string): { own: string; text: string; link?: string } {
  const found = links.exec(raw);
  if (found === null) return { own: raw, text };
  const own = raw.slice(0, found.index);
  const path = target.exec(raw);
  return {
    own,
    text: withoutLast(text, found[0].split('([evidence](').length - 1),
    link: decode(path?.[1] ?? path?.[2] ?? ''),
  };
}

/** Plain words without the last so many `(evidence)`. */
function withoutLast(text: string, links: number): string {
  return links === 0 ? text : withoutLast(text.replace(/\s*\(evidence\)$/, ''), links - 1);
}

export function evidenceLink(path: string): string {
  const safe = path.replaceAll(/[%<>\\`\r\n]/g, encodeURIComponent);
  return ` ([evidence](${/[\s()]/.test(safe) ? `<${safe}>` : safe}))`;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
