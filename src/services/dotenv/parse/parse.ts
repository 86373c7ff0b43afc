import type { FailureData } from '../../../core/failure.ts';
import { hazards, type HazardName } from './hazards.ts';
import { readLine } from './line.ts';

export interface Entry {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

export interface Parsed {
  readonly entries: readonly Entry[];
  /** All lines that are refused, each by its number: no text of the file stands in them. */
  readonly problems: readonly FailureData[];
}

/** Reads a .env file strictly: KEY=value lines, comments, empty lines, and nothing that two programs read differently. */
export function parseDotenv(bytes: Uint8Array, file: string): Parsed {
  const text = textOf(bytes);
  if (text === undefined) return { entries: [], problems: [problem('not-utf8', file)] };
  if (text.startsWith('\uFEFF')) return { entries: [], problems: [problem('byte-order-mark', file, 1)] };
  const problems: FailureData[] = [];
  const entries = new Map<string, Entry>();
  for (const [index, source] of text.split('\n').entries()) {
    const line = readLine(source);
    if (line.kind === 'hazard') problems.push(problem(line.hazard, file, index + 1));
    if (line.kind !== 'entry') continue;
    const { key, value } = line;
    if (entries.has(key.toLowerCase())) problems.push(problem('duplicate-key', file, index + 1));
    else entries.set(key.toLowerCase(), { key, value, line: index + 1 });
  }
  if (entries.size === 0 && problems.length === 0) problems.push(problem('no-secret', file));
  return { entries: [...entries.values()], problems };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function problem(hazard: HazardName, file: string, line?: number): FailureData {
  const what = line === undefined ? `${file} cannot be read as a secret` : `Line ${line} of ${file} is refused`;
  return { code: `secrets.env-${hazard}`, what, ...hazards[hazard], file, ...(line === undefined ? {} : { line }) };
}
