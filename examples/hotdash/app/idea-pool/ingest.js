export const everyMs = 3_600_000;

/**
 * Reads the pool once and counts how that ended.
 *
 * @param {{ loadIdeas: () => Promise<unknown[]>, metrics: { ingested(result: 'success' | 'failure'): void } }} means
 */
export async function ingest({ loadIdeas, metrics }) {
  try {
    await loadIdeas();
    metrics.ingested('success');
  } catch {
    metrics.ingested('failure');
  }
}
