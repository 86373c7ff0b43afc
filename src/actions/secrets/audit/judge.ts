import type { Outcome } from '../../../core/action.ts';
import type { FailureData } from '../../../core/failure.ts';
import type { Row } from '../row.ts';
import type { RowFlag } from '../states.ts';

/** What is wrong whatever else is right. */
const drifted: readonly Row['state'][] = [
  'vault-changed',
  'target-changed',
  'both-changed',
  'missing',
  'write-cut',
  'orphan',
  'required-but-absent',
];

/** What one should see to, though nothing has drifted. */
const worrying: readonly RowFlag[] = ['overdue', 'same-value-across-environments', 'shadowed'];

/** Drift fails; what cannot be proven is unknown; what has grown old or is shared is degraded; an unmanaged or unused name is told. */
export function judgeAudit(rows: readonly Row[], failures: readonly FailureData[]): Outcome {
  const facts = {
    rows: rows.length,
    states: countsOf(rows.map(({ state }) => state)),
    grades: gradesOf(rows),
    flags: countsOf(rows.flatMap(({ flags }) => flags)),
  };
  const wrong = rows.filter(({ state }) => drifted.includes(state));
  if (wrong.length > 0)
    return { verdict: 'failed', reason: `Drifted: ${wrong.map(wordsOf).join('; ')}`, fix: fixOf(wrong), facts };
  if (failures.length > 0)
    return { verdict: 'unknown', reason: failures.map(({ what, why }) => `${what}: ${why}`).join('; '), facts };
  const unproven = rows.filter(({ state }) => state === 'never-verified');
  if (unproven.length > 0)
    return {
      verdict: 'unknown',
      reason: `There, and not known to be the vault’s: ${unproven.map(placeOf).join('; ')}`,
      fix: 'Write them from the vault: `prestage secrets sync --take true`, and `--apply` once the plan is right.',
      facts,
    };
  const worries = rows.filter(({ flags }) => flags.some((flag) => worrying.includes(flag)));
  if (worries.length > 0)
    return {
      verdict: 'degraded',
      reason: worries.map((row) => `${placeOf(row)}: ${row.flags.join(', ')}`).join('; '),
      facts,
    };
  if (!rows.some(({ state }) => state === 'in-sync'))
    return { verdict: 'unknown', reason: 'there is no row to prove', facts };
  return { verdict: 'verified', reason: 'every mapped secret is proven to be the vault’s', facts };
}

function wordsOf(row: Row): string {
  const asked = row.placement === undefined && row.usedBy[0] !== undefined ? `, asked for by ${row.usedBy[0]}` : '';
  const note = row.state === 'required-but-absent' && row.note !== undefined ? ` (${row.note})` : '';
  return `${placeOf(row)} is ${row.state}${asked}${note}`;
}

function placeOf({ target, name }: Row): string {
  return `${target} ${name}`;
}

function fixOf(wrong: readonly Row[]): string {
  const states = new Set(wrong.map(({ state }) => state));
  const words = [
    ...(states.has('missing') || states.has('vault-changed') || states.has('write-cut')
      ? ['`prestage secrets sync` writes what the vault has']
      : []),
    ...(states.has('target-changed') || states.has('both-changed')
      ? ['ask who changed it there; `prestage secrets sync --take true` writes over it']
      : []),
    ...(states.has('orphan') ? ['`prestage secrets sync --prune true` removes what is no longer wanted'] : []),
    ...(states.has('required-but-absent')
      ? ['put what is asked for into the vault and the map, or name it in `secrets.elsewhere` when others keep it']
      : []),
  ];
  return `${words.join('; ')}.`;
}

function countsOf(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, own]) => [name, own.length]));
}

function gradesOf(rows: readonly Row[]): Readonly<Record<string, number>> {
  return countsOf(rows.flatMap(({ grade }) => (grade === undefined ? [] : [grade])));
}
