import { Failure } from '../../../core/failure.ts';
import { readTextIfThere } from '../../../services/files/read.ts';
import { ledgerLine, type LedgerLine } from './line.ts';

/** A line of the ledger for each name of each target that has one. */
export type Ledger = ReadonlyMap<string, LedgerLine>;

/** Throws Failure `secrets.ledger-broken` with the line's number: what cannot be read is not taken for what never was. */
export async function readLedger(root: string, path: string): Promise<readonly LedgerLine[]> {
  const text = (await readTextIfThere(root, path)) ?? '';
  const lines = text.split('\n');
  if (lines.pop() !== '') throw broken(path, lines.length + 1, 'it was written only in part: no line ends there');
  return lines.map((line, index) => readLine(line, path, index + 1));
}

/** What was done last to each; what was never touched has no entry. */
export function latestOf(lines: readonly LedgerLine[]): Ledger {
  return new Map(deedsIn(lines).map((line) => [ledgerKey(line), line]));
}

/** What was about to be written to each, of which nothing says that it was: the writing was cut, or was refused. */
export function openIntentsOf(lines: readonly LedgerLine[]): Ledger {
  const last = new Map(lines.map((line) => [ledgerKey(line), line]));
  return new Map([...last].filter(([, { deed }]) => deed === 'intended'));
}

function deedsIn(lines: readonly LedgerLine[]): readonly LedgerLine[] {
  return lines.filter(({ deed }) => deed !== 'intended');
}

export function ledgerKey({ target, name }: Pick<LedgerLine, 'target' | 'name'>): string {
  return JSON.stringify([target, name]);
}

/** Since when a name has had the value that it was last given; undefined for what was removed. */
export function heldSince(lines: readonly LedgerLine[], key: string): string | undefined {
  const own = deedsIn(lines).filter((line) => ledgerKey(line) === key);
  const last = own.at(-1);
  if (last?.fingerprint === undefined) return undefined;
  const other = own.findLastIndex(({ fingerprint }) => fingerprint !== last.fingerprint);
  return own[other + 1]?.at;
}

function readLine(line: string, path: string, number: number): LedgerLine {
  const read = ledgerLine.safeParse(parse(line));
  if (!read.success) throw broken(path, number, read.error.issues[0]?.message ?? 'it is no line of a ledger');
  return read.data;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function broken(path: string, line: number, why: string): Failure {
  return new Failure({
    code: 'secrets.ledger-broken',
    what: `Line ${line} of ${path} cannot be read`,
    why,
    fix: `Take the line back to what git has (\`git diff ${path}\`); if a write was cut there, remove that line and audit again.`,
    file: path,
    line,
  });
}
