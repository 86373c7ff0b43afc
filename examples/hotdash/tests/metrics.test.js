import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ingest } from '../app/idea-pool/ingest.js';
import { createMetrics } from '../app/metrics.js';

/** Names with their labels, without values: what a rule can be about. */
function seriesOf(text) {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => line.slice(0, line.lastIndexOf(' '))).toSorted();
}

async function shown() {
  const metrics = createMetrics(() => 1_760_000_000_000);
  for (const seconds of [0.2, 1.4, 4.2]) metrics.tileLoaded('idea-pool', seconds);
  await ingest({ metrics, loadIdeas: async () => [] });
  await ingest({ metrics, loadIdeas: () => Promise.reject(new Error('down')) });
  return metrics.text();
}

test('the recorded scrape is what the app shows', async () => {
  const recorded = readFileSync(new URL('fixtures/app.prom', import.meta.url), 'utf8');
  assert.equal(recorded, await shown());
});

test('both results are there before anything has run', () => {
  const series = seriesOf(createMetrics().text());
  assert.ok(series.includes('idea_pool_ingest_runs_total{result="failure"}'));
  assert.ok(series.includes('idea_pool_ingest_runs_total{result="success"}'));
});

test('a slow load is in no bucket of the objective', async () => {
  const text = await shown();
  assert.match(text, /_bucket\{tile_type="idea-pool",le="3"\} 2\n/);
  assert.match(text, /_count\{tile_type="idea-pool"\} 3\n/);
});
