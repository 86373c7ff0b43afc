import type { Outcome } from '../../../core/action.ts';
import type { SeedPlan } from './plan.ts';

/** The evidence for people: what was run, by whom, and what the tables hold now. */
export function evidenceLines(
  { seeds, by, idempotent }: SeedPlan,
  { verdict, reason, facts }: Outcome,
): readonly string[] {
  const runner = { cli: 'supabase db push --include-seed', prestage: 'Prestage, in one transaction', nobody: 'nobody' };
  return [
    `Verdict: ${verdict}${reason === undefined ? '' : `: ${reason}`}`,
    `Run by ${runner[by]}`,
    ...seeds.map(({ path, state, sha256 }) => `${path}: ${state}, sha256 ${sha256.slice(0, 12)}`),
    ...tableLines(facts?.['tables']),
    idempotent ? 'Run twice on a scratch database: the rows are the same' : 'Not the same when they are run twice',
  ];
}

function tableLines(tables: unknown): readonly string[] {
  if (typeof tables !== 'object' || tables === null) return [];
  return Object.entries(tables).map(([table, counts]: [string, Readonly<Record<string, unknown>>]) => {
    const seeded = counts['seeded'] === undefined ? '' : `, ${shown(counts['seeded'])} seeded`;
    return `${table}: ${shown(counts['before'])} rows before, ${shown(counts['after'])} after${seeded}`;
  });
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : 'unknown';
}
