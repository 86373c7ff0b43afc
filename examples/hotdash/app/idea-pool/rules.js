/** The rule of docs/specs/content_pipeline.md: what is active at any time. */
export const activeIdeas = 5;
export const activeWildcards = 1;

/**
 * What is wrong with the pool, in words; empty when it may be shown.
 *
 * @param {readonly { status: string, suggestion_type: string }[]} suggestions
 * @returns {string[]}
 */
export function poolFaults(suggestions) {
  const active = suggestions.filter((suggestion) => suggestion.status === 'active');
  const wildcards = active.filter((suggestion) => suggestion.suggestion_type === 'wildcard');
  const faults = [];
  if (active.length !== activeIdeas) faults.push(`${active.length} ideas are active, not ${activeIdeas}`);
  if (wildcards.length !== activeWildcards)
    faults.push(`${wildcards.length} active ideas are wildcards, not ${activeWildcards}`);
  return faults;
}
