/** The objective: 95 of 100 loads of a tile take less than this. */
export const budgetMs = 3000;

/** With fewer loads than this, a percentile says nothing. */
export const fewestLoads = 20;

/**
 * The value below or at which `percent` of the samples lie (nearest rank).
 *
 * @param {readonly number[]} samples
 * @param {number} percent above 0, up to 100
 * @returns {number | undefined} undefined without samples
 */
export function percentile(samples, percent) {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1];
}

/** @returns {'within' | 'over' | 'unknown'} */
export function tileVerdict(samples) {
  if (samples.length < fewestLoads) return 'unknown';
  return percentile(samples, 95) < budgetMs ? 'within' : 'over';
}
