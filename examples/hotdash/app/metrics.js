/** Seconds. The objective's bound is one of them, and one lies above it, so that a percentile can be more. */
const bounds = [0.1, 0.3, 0.5, 1, 2, 3, 5];

/**
 * What Prometheus is shown. Both results of a run are there from the start: a counter that is born at 1 has risen by nothing.
 *
 * @returns {{ tileLoaded(type: string, seconds: number): void, ingested(result: 'success' | 'failure'): void, text(): string }}
 */
export function createMetrics(now = () => Date.now()) {
  const tiles = new Map();
  const runs = { success: 0, failure: 0 };
  let lastSuccess = 0;
  return {
    tileLoaded(type, seconds) {
      if (!tiles.has(type)) tiles.set(type, []);
      tiles.get(type).push(seconds);
    },
    ingested(result) {
      runs[result] += 1;
      if (result === 'success') lastSuccess = Math.floor(now() / 1000);
    },
    text: () => [...tileLines(tiles), ...ingestLines(runs, lastSuccess), ''].join('\n'),
  };
}

function tileLines(tiles) {
  const name = 'tile_load_duration_seconds';
  const lines = [`# HELP ${name} How long a tile took to load.`, `# TYPE ${name} histogram`];
  for (const [type, seconds] of tiles) {
    const label = `tile_type="${type}"`;
    for (const bound of bounds)
      lines.push(`${name}_bucket{${label},le="${bound}"} ${seconds.filter((each) => each <= bound).length}`);
    lines.push(`${name}_bucket{${label},le="+Inf"} ${seconds.length}`);
    lines.push(`${name}_sum{${label}} ${seconds.reduce((sum, each) => sum + each, 0)}`);
    lines.push(`${name}_count{${label}} ${seconds.length}`);
  }
  return lines;
}

function ingestLines(runs, lastSuccess) {
  return [
    '# HELP idea_pool_ingest_runs_total Runs that read the idea pool, by how they ended.',
    '# TYPE idea_pool_ingest_runs_total counter',
    ...Object.entries(runs).map(([result, count]) => `idea_pool_ingest_runs_total{result="${result}"} ${count}`),
    '# HELP idea_pool_ingest_last_success_timestamp_seconds When the idea pool was last read; 0 until it was.',
    '# TYPE idea_pool_ingest_last_success_timestamp_seconds gauge',
    `idea_pool_ingest_last_success_timestamp_seconds ${lastSuccess}`,
  ];
}
