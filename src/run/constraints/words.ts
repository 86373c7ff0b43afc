import type { Breach } from '../../core/constraint.ts';

/** Names that are said one by one; what is beyond is counted. */
const mostNames = 6;

export function listOf(names: readonly string[], most = mostNames): string {
  const [shown, more] = [names.slice(0, most), names.length - most];
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** `npm 3, node 41` */
export function tally(names: readonly string[], most = mostNames): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return listOf(
    [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name, count]) => `${name} ${count}`),
    most,
  );
}

/** `24 s`, `12.3 minutes`; rounded up, so that what is over a limit reads so. */
export function timeWords(minutes: number): string {
  const seconds = Math.ceil(minutes * 60);
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(minutes * 10) / 10} minutes`;
}

const rules = {
  tools: 'Allowed Tools',
  touched: 'Touched Directories',
  minutes: 'Budget, minutes',
  tokens: 'Budget, tokens',
  files: 'Budget, files',
  guardrails: 'Guardrails',
} as const;

/** `Touched Directories (docs/a.md): it changed docs/b.md` */
export function breachWords({ limit, stated, actual }: Breach): string {
  return `${rules[limit]} (${stated}): ${actual}`;
}
