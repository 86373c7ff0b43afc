import type { Show } from '../../../../core/shown.ts';

/** `“Mail”, “Facebook” and 3 more` */
export function quoted(names: readonly string[], show: Show, most = 5): string {
  const shown = names.slice(0, most).map((name) => `“${show(name)}”`);
  const more = names.length - shown.length;
  const all = more > 0 ? [...shown, `${more} more`] : shown;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

export interface ListChange {
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

/** What is gone of a list and what came to it, sorted, each once. */
export function compareLists(expected: readonly string[], found: readonly string[]): ListChange {
  return { missing: without(expected, found), extra: without(found, expected) };
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return [...new Set(names)].filter((name) => !known.has(name)).toSorted();
}
