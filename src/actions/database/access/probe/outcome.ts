import type { AccessOutcome, AccessRows } from '../types.ts';
import { describeReach, type Reach } from '../which.ts';
import type { Attempt, Counted } from './attempt.ts';
import { reachedRows } from './reached.ts';
import type { Answer } from './server.ts';

export interface Finding {
  readonly rows: AccessRows;
  readonly outcome: AccessOutcome;
  readonly why?: string;
  /** Of the rows that we made, which. */
  readonly reach?: readonly Reach[];
}

/** The functions of a table's own triggers: what they raise is a refusal, not a broken policy. */
export interface Triggers {
  readonly all: readonly string[];
  /** Those that come when the policies were passed. */
  readonly after: readonly string[];
}

export const noTriggers: Triggers = { all: [], after: [] };

export function findingsOf(attempt: Attempt, answer: Answer, triggers: Triggers): readonly Finding[] {
  return attempt.counted.map((counted, index) => ({
    rows: counted.rows,
    ...outcomeOf(attempt, answer, triggers, counted, index),
  }));
}

function outcomeOf(
  attempt: Attempt,
  answer: Answer,
  triggers: Triggers,
  counted: Counted,
  index: number,
): Omit<Finding, 'rows'> {
  const { size, of } = counted;
  const found = answer.state === null ? ofSuccess(attempt, answer, size, index) : ofError(attempt, answer, triggers);
  if (of === undefined || found.outcome === 'unknown' || found.outcome === 'broken') return found;
  return { ...found, reach: reachedRows(attempt, answer, counted, found.outcome === 'all') };
}

function ofSuccess(attempt: Attempt, answer: Answer, size: number, index: number): Omit<Finding, 'rows'> {
  if (attempt.counts === 'done')
    return {
      outcome: (answer.count ?? 0) > 0 || attempt.verb === 'execute' ? 'all' : 'none',
    };
  const reached = reachedOf(attempt, answer, size, index);
  if (attempt.verb === 'execute') return { outcome: reached === 0 ? 'refused' : 'all' };
  return { outcome: reached === 0 ? 'none' : reached < size ? 'some' : 'all' };
}

function reachedOf({ counts, counted }: Attempt, answer: Answer, size: number, index: number): number {
  const of = counted[index]?.of;
  if (of === undefined) return Math.min(answer.counts?.[index] ?? 0, size);
  const { places } = answer;
  if (places === null) return Math.min(answer.counts?.length ?? 0, size);
  const named = new Set(places);
  const there = of.filter(({ ctid }) => named.has(ctid)).length;
  return counts === 'seen' ? there : size - there;
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
  const outcome = mergedOutcome(findings);
  const reach = findings.flatMap((each) => each.reach ?? []);
  return outcome.outcome === 'some' && reach.length > 0 ? { ...outcome, reach } : outcome;
}

/** Only where some were reached is it worth saying which. */
export function whichOf({ outcome, reach }: Omit<Finding, 'rows'>): readonly string[] | undefined {
  return outcome === 'some' && reach !== undefined && reach.length > 0 ? describeReach(reach) : undefined;
}

function mergedOutcome(findings: readonly Omit<Finding, 'rows'>[]): Omit<Finding, 'rows'> {
  const [first] = findings;
  if (first === undefined) return { outcome: 'unknown', why: 'nothing was tried' };
  const bad =
    findings.find(({ outcome }) => outcome === 'broken') ?? findings.find(({ outcome }) => outcome === 'unknown');
  const outcomes = new Set(findings.map(({ outcome }) => outcome));
  if (outcomes.size === 1) return first;
  if (outcomes.has('all') || outcomes.has('some')) return { outcome: 'some' };
  return bad ?? { outcome: 'none' };
}
