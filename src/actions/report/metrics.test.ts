import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readScrape } from '../../services/exposition/read.ts';
import { createWorkspace, perform, type TestWorkspace } from '../testing/workspace.ts';
import { reportMetrics } from './metrics.ts';

const drill = { format: 'prestage.drill/1', mode: 'rehearsal' };
const to = 'artifacts/ops/metrics.prom';
const environments = { staging: {} };

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createWorkspace();
});
afterEach(async () => workspace.remove());

async function archived(area: string, environment: string, name: string, content: object): Promise<void> {
  const folder = `artifacts/ops/${area}/${environment}`;
  await workspace.put(`${folder}/${name}.json`, JSON.stringify(content));
  const before = await workspace.text(`${folder}/index.jsonl`).catch(() => '');
  await workspace.put(`${folder}/index.jsonl`, `${before}{"file":"${name}.json","sha256":"x"}\n`);
}

const sections: Readonly<Record<string, unknown>> = {
  environments,
  backup: { folder: 'backups', key: { secret: 'k' } },
};

const run = async () => {
  return (await perform(reportMetrics, workspace.context({ settings: (area) => sections[area] }), { to })).outcome;
};

function result(state: string) {
  return {
    check: 'site',
    state,
    startedAt: '2025-10-17T03:00:00Z',
    steps: [{ fields: { validTo: '2026-01-01T00:00:00Z' } }],
  };
}

it('is unknown while no record says anything', async () => {
  expect(await run()).toMatchObject({ verdict: 'unknown' });
});

it('shows what the newest records say; a drill that failed is none', async () => {
  await archived('health', 'staging', '20251017T030000000Z', { mode: 'rehearsal', results: [result('pass')] });
  await archived('health', 'staging', '20251018T030000000Z', { mode: 'rehearsal', results: [result('fail')] });
  await archived('backup', 'staging', '20251017T030000000Z', { ...drill, verdict: 'verified' });
  await archived('backup', 'staging', '20251018T030000000Z', { ...drill, verdict: 'failed' });
  await archived('secrets', 'workspace', '20251018T030000000Z', { rows: [{ state: 'in-sync' }, { state: 'missing' }] });
  await workspace.put('backups/staging/20251016T020000000Z/manifest.json', '{}');
  expect(await run()).toMatchObject({ verdict: 'verified' });
  const text = await workspace.text(to);
  expect(text).toContain('prestage_health_check_state{check="site",environment="staging",state="fail"} 1');
  expect(text).toContain('prestage_health_check_state{check="site",environment="staging",state="pass"} 0');
  expect(text).toContain(
    `prestage_backup_drill_timestamp_seconds{environment="staging"} ${Date.parse('2025-10-17T03:00:00Z') / 1000}`,
  );
  expect(text).toContain(
    `prestage_backup_snapshot_timestamp_seconds{environment="staging"} ${Date.parse('2025-10-16T02:00:00Z') / 1000}`,
  );
  expect(text).toContain('prestage_secrets_drift{scope="all"} 1');
  expect(text).toContain(
    `prestage_certificate_expiry_timestamp_seconds{check="site",environment="staging"} ${Date.parse('2026-01-01') / 1000}`,
  );
});

it('shows no rehearsal’s drill of a backup to those who watch what is live', async () => {
  await archived('backup', 'staging', '20251017T030000000Z', { ...drill, verdict: 'verified' });
  const context = workspace.context({ mode: 'live', settings: (area) => sections[area] });
  await perform(reportMetrics, context, { to });
  expect(await workspace.text(to)).not.toContain('prestage_backup_drill_timestamp_seconds{');
});

it('has the names and labels that the example recorded', async () => {
  const recorded = readScrape(await readFile('examples/hotdash/tests/fixtures/prestage.prom', 'utf8'));
  await archived('health', 'staging', '20251017T030000000Z', {
    mode: 'rehearsal',
    results: [{ check: 'a', state: 'pass', startedAt: '2025-10-17T03:00:00Z' }],
  });
  await archived('backup', 'staging', '20251017T030000000Z', { ...drill, verdict: 'verified' });
  await archived('secrets', 'workspace', '20251018T030000000Z', { rows: [] });
  await workspace.put('backups/staging/20251016T020000000Z/manifest.json', '{}');
  await run();
  const shown = readScrape(await workspace.text(to));
  const labels = (scrape: typeof shown) =>
    [...scrape.families].map(([name, { type, series }]) => [name, type, Object.keys(series[0] ?? {})]);
  expect(labels(recorded)).toEqual(labels(shown));
});
