import type { SquawkAnswer } from '../../../services/squawk/client.ts';

/** A line for the plan. Its findings refuse nothing: most are matters of taste, or of tables that hold no row yet. */
export function squawkWords(answer: SquawkAnswer): readonly string[] {
  if (answer.kind === 'missing') return ['squawk is not on PATH: nobody has linted the files'];
  if (answer.kind === 'failed') return [`squawk has linted nothing: ${answer.why}`];
  if (answer.findings.length === 0) return ['squawk finds nothing'];
  const rules = Map.groupBy(answer.findings, ({ rule }) => rule);
  const counts = [...rules].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([rule, found]) => `${rule} ${found.length}`);
  return [`squawk finds ${answer.findings.length}: ${counts.join(', ')}`];
}
