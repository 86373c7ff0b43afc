import type { AccessOutcome, AccessRows } from '../types.ts';
import type { Attempt } from './attempt.ts';
import type { Answer } from './server.ts';

export interface Finding {
  readonly rows: AccessRows;
  readonly outcome: AccessOutcome;
  readonly why?: string;
}

/** The functions of a table's own triggers: what they raise is a refusal, not a broken policy. */
export interface Triggers {
  readonly all: readonly string[];
  /** Those that come when the policies were passed. */
  readonly after: readonly string[];
}

export const noTriggers: Triggers = { all: [], after: [] };

export function findingsOf(attempt: Attempt, answer: Answer, triggers: Triggers): readonly Finding[] {
  return attempt.counted.map(({ rows, size }, index) => ({
    rows,
    ...outcomeOf(attempt, answer, triggers, size, index),
  }));
}

function outcomeOf(
  attempt: Attempt,
  answer: Answer,
  triggers: Triggers,
  size: number,
  index: number,
): Omit<Finding, 'rows'> {
  if (answer.state !== null) return ofError(attempt, answer, triggers);
  if (attempt.counts === 'done')
    return { outcome: (answer.count ?? 0) > 0 || attempt.verb === 'execute' ? 'all' : 'none' };
  const counted = answer.counts?.[index] ?? 0;
  const reached = attempt.counts === 'seen' ? Math.min(counted, size) : size - counted;
  return { outcome: reached === 0 ? 'none' : reached < size ? 'some' : 'all' };
}

function ofError({ verb }: Attempt, answer: Answer, { all, after }: Triggers): Omit<Finding, 'rows'> {
  const state = answer.state ?? '';
  const why = `${state} ${answer.message ?? ''}`.trim();
  const context = answer.context ?? '';
  if (answer.early || state === '57014') return { outcome: 'unknown', why };
  if (state === '42501') return { outcome: 'refused' };
  // Constraints come after the policies: they were passed.
  if (state.startsWith('23') && context === '' && verb !== 'select') return { outcome: 'all' };
  if (/^(?:55000|0A000|428C9|22P02)$/.test(state) && context === '' && verb !== 'select')
    return { outcome: 'unknown', why };
  const lines = context.split('\n');
  const [first = ''] = lines;
  // What it does on its own account ran into a constraint of another table, and was not raised to refuse.
  if (state.startsWith('23') && !first.endsWith(' at RAISE') && speaks(after, lines.at(-1) ?? ''))
    return { outcome: 'all' };
  if (speaks(all, first)) return { outcome: 'refused', why };
  return { outcome: 'broken', why };
}

function speaks(functions: readonly string[], line: string): boolean {
  return functions.some((name) => line.includes(`${name.split('.').at(-1) ?? name}(`));
}

/** Several rows that were tried one by one. */
export function merged(findings: readonly Omit<Finding, 'rows'>[]): Omit<Finding, 'rows'> {
  const [first] = findings;
  if (first === undefined) return { outcome: 'unknown', why: 'nothing was tried' };
  const bad =
    findings.find(({ outcome }) => outcome === 'broken') ?? findings.find(({ outcome }) => outcome === 'unknown');
  const outcomes = new Set(findings.map(({ outcome }) => outcome));
  if (outcomes.size === 1) return first;
  if (outcomes.has('all') || outcomes.has('some')) return { outcome: 'some' };
  return bad ?? { outcome: 'none' };
}
