import type { HazardName } from './hazards.ts';

/** What a line says: a key and its value, nothing (empty, or a comment), or why it is refused. */
export type Line =
  | { readonly kind: 'entry'; readonly key: string; readonly value: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'hazard'; readonly hazard: HazardName };

const longest = 60_000;

/** Reads one line, without its line feed. What it accepts, dotenv, Node, flyctl and a POSIX shell read as the same value. */
export function readLine(line: string): Line {
  const hazard = hazardOfLine(line);
  if (hazard !== undefined) return { kind: 'hazard', hazard };
  if (line === '' || line.startsWith('#')) return { kind: 'nothing' };
  const at = line.indexOf('=');
  const raw = line.slice(at + 1);
  const inValue = hazardOfValue(raw);
  if (inValue !== undefined) return { kind: 'hazard', hazard: inValue };
  return { kind: 'entry', key: line.slice(0, at), value: /^['"]/.test(raw) ? raw.slice(1, -1) : raw };
}

function hazardOfLine(line: string): HazardName | undefined {
  if (line.length > longest) return 'long-line';
  if (line.includes('\r')) return 'carriage-return';
  if (/[\p{Zl}\p{Zp}]|[^\P{Cc}\t]/u.test(line)) return 'control';
  if (line === '' || line.startsWith('#')) return undefined;
  if (line.includes('\t')) return 'control';
  if (line.startsWith(' ')) return 'leading-space';
  if (/^export\s/.test(line)) return 'export';
  const at = line.indexOf('=');
  if (at === -1) return 'no-equals';
  if (line.slice(0, at).endsWith(' ')) return 'space-around';
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(line.slice(0, at)) ? undefined : 'key';
}

function hazardOfValue(raw: string): HazardName | undefined {
  if (raw === '') return 'empty';
  if (raw.startsWith(' ') || raw.endsWith(' ')) return 'space-around';
  if (/[^\x20-\x7e]/.test(raw)) return 'not-ascii';
  const [quote] = raw;
  return quote === '"' || quote === "'" ? hazardOfQuoted(raw, quote) : hazardOfBare(raw);
}

function hazardOfQuoted(raw: string, quote: string): HazardName | undefined {
  const behind = raw.slice(raw.indexOf(quote, 1) + 1);
  if (raw.indexOf(quote, 1) !== -1 && /^ *#/.test(behind)) return 'comment-after';
  const inner = raw.slice(1, -1);
  if (raw.length < 2 || !raw.endsWith(quote)) return raw.slice(1).includes(quote) ? 'quote-inside' : 'unclosed';
  if (inner.trim() === '') return 'empty';
  if (inner.includes(quote)) return 'quote-inside';
  if (inner.endsWith('\\')) return 'backslash-end';
  if (quote === "'") return undefined;
  if (/[$`]/.test(inner)) return 'expansion';
  return inner.includes('\\') ? 'backslash' : undefined;
}

function hazardOfBare(raw: string): HazardName | undefined {
  if (raw.includes('#')) return 'hash';
  if (/[$`]/.test(raw)) return 'expansion';
  if (raw.includes('\\')) return 'backslash';
  if (raw.includes(' ')) return 'space-inside';
  return /^=|['"&;|<>()[\]{}*?~]/.test(raw) ? 'special' : undefined;
}
