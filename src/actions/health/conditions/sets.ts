import type { Json } from '../../../core/json.ts';
import type { Show } from '../../../core/shown.ts';
import type { Scalar } from './condition.ts';

interface Comparing {
  readonly extraCounts: boolean;
  readonly show: Show;
}

/** True when they are the same as sets; else words that name what is missing and, where it counts, what is extra. */
export function compareSets(
  values: readonly Json[],
  wanted: readonly Scalar[],
  { extraCounts, show }: Comparing,
): true | string {
  const found = new Set(setOf(values).map(nameOf));
  const expected = new Set(wanted.map(nameOf));
  const missing = [...expected].filter((name) => !found.has(name));
  const extra = extraCounts ? [...found].filter((name) => !expected.has(name)) : [];
  if (missing.length + extra.length === 0) return true;
  return [...part('missing', missing, show), ...part('extra', extra, show)].join('; ');
}

/** A path that leads to one list means what is in it. */
function setOf(values: readonly Json[]): readonly Json[] {
  const [only] = values;
  return values.length === 1 && Array.isArray(only) ? only : values;
}

function nameOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Names are shown, as they were asked for by name; at length neither many nor long ones. */
function part(title: string, names: readonly string[], show: Show): readonly string[] {
  if (names.length === 0) return [];
  const shown = names.toSorted().slice(0, 10).map(show);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return [`${title} ${shown.join(', ')}${more}`];
}
