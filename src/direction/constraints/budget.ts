import type { Budget } from '../../core/order.ts';

type Unit = keyof Budget;

/** Most of each that a run may use, and what could not be read, in words for the author. */
export interface BudgetReading {
  readonly budget: Budget;
  readonly problems: readonly string[];
}

/** Commas stand between amounts and within numbers: `≤ 5,000 tokens, ≤ 3 files`. */
const between = /,(?!\d{3}(?!\d))|;|\band\b/;
const amount = /(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(k(?![a-z])|m(?![a-z]))?/gi;
/** Bounds from below, ranges, rates: an upper bound is all that can be kept. */
const noUpperBound = /[≥>]|\bat least\b|(?<!\bnot? )\bmore than\b|[-–]\s*\d|\bper\b/i;
/** `5.000` is five or five thousand, depending on who reads it. */
const ambiguous = /\d\.\d{3}(?!\d)/;

const units: readonly (readonly [RegExp, Unit, number])[] = [
  [/\btokens?\b/i, 'tokens', 1],
  [/\bfiles?\b/i, 'files', 1],
  [/\b(?:hours?|hrs?|h)\b|\d\s*h\b/i, 'minutes', 60],
  [/\b(?:minutes?|mins?)\b|\d\s*min\b|\btime\b/i, 'minutes', 1],
];

/**
 * Reads `≤ 45 minutes, ≤ 5,000 tokens, ≤ 3 files modified/staged` and
 * `time ≤60 min, tokens ≤140k, files ≤50 unless wide-change with justification`.
 */
export function readBudget(words: string): BudgetReading {
  const budget: { [unit in Unit]?: number } = {};
  const problems: string[] = [];
  const clauses = withoutRemarks(words).split(between);
  for (const clause of clauses.map((part) => part.trim().replace(/\.$/, '')).filter((part) => part !== '')) {
    const read = readClause(clause);
    if (typeof read === 'string') problems.push(read);
    else if (budget[read.unit] !== undefined) problems.push(`"${clause}" gives ${read.unit} a second time`);
    else budget[read.unit] = read.most;
  }
  if (problems.length === 0 && Object.keys(budget).length === 0) problems.push('it is empty');
  return { budget, problems };
}

/** `unless …` and what stands in parentheses says something about an amount; it is none. */
function withoutRemarks(words: string): string {
  return words
    .trim()
    .replace(/^\((.*)\)$/s, '$1')
    .replaceAll(/\([^()]*\)/g, '')
    .replaceAll(/\bunless\b[^,;]*/gi, '');
}

function readClause(clause: string): { unit: Unit; most: number } | string {
  const unit = units.find(([pattern]) => pattern.test(clause));
  if (unit === undefined) return `"${clause}" names no minutes, tokens or files`;
  if (noUpperBound.test(clause)) return `"${clause}" is no upper bound`;
  if (ambiguous.test(clause)) return `"${clause}" can be read in two ways`;
  const amounts = [...clause.matchAll(amount)];
  const [first] = amounts;
  if (first === undefined) return `"${clause}" has no number`;
  if (amounts.length > 1 || /\d/.test(clause.replace(amount, ''))) return `"${clause}" has more than one number`;
  const [, name, factor] = unit;
  const most = Number(first[1]?.replaceAll(',', '')) * scale(first[2], name) * factor;
  if (name !== 'minutes' && !Number.isInteger(most)) return `"${clause}" is no whole number of ${name}`;
  return { unit: name, most };
}

function scale(suffix: string | undefined, unit: Unit): number {
  if (suffix === undefined || unit === 'minutes') return 1;
  return suffix.toLowerCase() === 'k' ? 1_000 : 1_000_000;
}
