import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitCodes } from '../../../src/core/exit-code.ts';
import { alertsWorkspace, section, type AlertsWorkspace } from './workspace.ts';

const rules = 'prometheus-alerts.yml';
const tests = 'prometheus-alerts.test.yml';
const runbook = 'docs/runbooks/production_deployment.md';

let workspace: AlertsWorkspace;
beforeEach(() => {
  workspace = alertsWorkspace();
});
afterEach(() => workspace.remove());

async function rendered(): Promise<void> {
  expect((await workspace.prestage('alerts', 'render', '--apply')).code).toBe(exitCodes.settled);
}

/** The same files under another config. */
async function checkedUnder(given: Parameters<AlertsWorkspace['under']>[0]): ReturnType<AlertsWorkspace['prestage']> {
  const other = workspace.under(given);
  try {
    return await other.prestage('alerts', 'check');
  } finally {
    other.remove();
  }
}

/** A file of one rule, somebody's own. */
function ofOne(expr: string, more = ''): string {
  const url = 'https://example.com/shop/docs/runbooks/production_deployment.md#loadfastburn';
  return `groups:
  - name: own
    rules:
      - alert: Own
        expr: ${expr}
        labels: { severity: ticket, owner: me }
        annotations: { summary: It is so, runbook_url: '${url}' }
${more}`;
}

describe('alerts check of what was rendered', () => {
  it('finds nothing, on a machine without promtool too, and says that the tests were not run there', async () => {
    await rendered();
    const without = alertsWorkspace(section, { PATH: workspace.root });
    try {
      for (const path of [rules, tests, runbook]) without.write(path, workspace.text(path));
      const ended = await without.prestage('alerts', 'check');
      expect(ended.code).toBe(exitCodes.settled);
      expect(ended.out).toMatch(/verified[^]*unit tests were not run/);
    } finally {
      without.remove();
    }
  });

  it('fails on an edit by hand, and on a config that went on, each by its name', async () => {
    await rendered();
    const text = workspace.text(rules);
    workspace.write(rules, text.replace('> 10', '> 11'));
    expect((await workspace.prestage('alerts', 'check')).out).toMatch(
      /alerts\.hand-edited[^]*edited by hand: line \d+/,
    );
    workspace.write(rules, text);
    const stale = await checkedUnder({ ...section, owner: 'shop' });
    expect([stale.code, stale.out]).toEqual([exitCodes.failed, expect.stringContaining('alerts.stale')]);
  });

  it.each([
    ['that was emptied', (text: string) => text.replace(/^tests:[^]*$/mu, 'tests: []\n'), 'alerts.hand-edited'],
    ['that is not there', () => undefined, 'alerts.stale'],
  ])('fails on a file of unit tests %s: it would pass, and say nothing', async (_what, change, code) => {
    await rendered();
    const text = change(workspace.text(tests));
    if (text === undefined) workspace.drop(tests);
    else workspace.write(tests, text);
    const ended = await workspace.prestage('alerts', 'check');
    expect([ended.code, ended.out]).toEqual([exitCodes.failed, expect.stringContaining(code)]);
    expect(ended.out).toContain(tests);
  });

  it('fails on a heading that the runbook has lost', async () => {
    await rendered();
    workspace.write(runbook, workspace.text(runbook).replace('### LoadFastBurn', '### Load, fast'));
    const ended = await workspace.prestage('alerts', 'check');
    expect([ended.code, ended.out]).toEqual([exitCodes.failed, expect.stringContaining('#loadfastburn')]);
  });

  it('is unknown where nothing is known of what targets show', async () => {
    await rendered();
    const ended = await checkedUnder({ ...section, targets: {} });
    expect([ended.code, ended.out]).toEqual([exitCodes.unsettled, expect.stringContaining('no target is named')]);
  });

  it('is unknown, and not wrong, while a target does not answer', async () => {
    await rendered();
    const ended = await checkedUnder({ ...section, targets: { shop: { url: 'http://127.0.0.1:9/metrics' } } });
    expect([ended.code, ended.out]).toEqual([exitCodes.unsettled, expect.stringContaining('does not answer')]);
  });

  it('knows a histogram that cannot tell what is slow', async () => {
    workspace.write('shop.prom', workspace.text('shop.prom').replaceAll(/.*le="(?:5|3)".*\n/g, ''));
    await rendered();
    expect((await workspace.prestage('alerts', 'check')).out).toContain('alerts.no-bound');
  });
});

describe("alerts check of somebody's own rules", () => {
  it.each([
    ['promql.syntax', 'sum(load_seconds_count'],
    ['promql.unknown-metric', 'load_second_count > 1'],
    ['promql.unknown-label', 'sum by (page) (rate(load_seconds_count{pge="cart"}[5m])) > 1'],
    ['promql.unknown-label', 'sum by (pgae) (rate(load_seconds_count[5m])) > 1'],
    ['promql.no-series', 'increase(ingest_runs_total{result="failed"}[5m]) > 1'],
    ['promql.no-series', 'rate(load_seconds_bucket{le="2"}[5m]) > 1'],
    ['promql.rate-of-gauge', 'rate(queue_length[5m]) > 1'],
    ['promql.delta-of-counter', 'delta(ingest_runs_total[5m]) > 1'],
    ['promql.counter-compared', 'ingest_runs_total{result="failure"} == 1'],
    ['promql.quantile-without-le', 'histogram_quantile(0.9, sum by (page) (rate(load_seconds_bucket[5m]))) > 1'],
    ['promql.range-too-short', 'rate(load_seconds_count[1s]) > 1'],
    ['promql.no-range', 'rate(load_seconds_count) > 1'],
    ['promql.always', 'queue_length'],
    ['promql.empty', '""'],
  ])('finds %s in %s', async (code, expr) => {
    await rendered();
    workspace.write('own.yml', ofOne(expr));
    const ended = await workspace.prestage('alerts', 'check', '--file', 'own.yml');
    expect(ended.code).toBe(exitCodes.failed);
    expect(ended.out).toContain(code);
  });

  it('finds nothing in a rule that is right', async () => {
    await rendered();
    workspace.write('own.yml', ofOne('sum by (page) (rate(load_seconds_count[5m])) > 1'));
    const ended = await workspace.prestage('alerts', 'check', '--file', 'own.yml');
    expect([ended.code, ended.out]).toEqual([exitCodes.settled, expect.stringContaining('No findings')]);
  });

  it('names the line of what is no YAML, and of what is no rule', async () => {
    workspace.write('own.yml', 'groups:\n  - name: [\n');
    expect((await workspace.prestage('alerts', 'check', '--file', 'own.yml')).out).toMatch(
      /own\.yml:\d+ +error +alerts\.yaml/,
    );
    workspace.write('own.yml', 'groups:\n  - name: a\n    rules:\n      - expr: up > 0\n');
    expect((await workspace.prestage('alerts', 'check', '--file', 'own.yml')).out).toContain('own.yml:4');
  });

  it('wants severity, owner, summary and a runbook, and no alert twice', async () => {
    await rendered();
    const bare = '      - alert: Own\n        expr: up > 1\n';
    workspace.write('own.yml', `groups:\n  - name: own\n    rules:\n${bare}${bare}`);
    const { out } = await workspace.prestage('alerts', 'check', '--file', 'own.yml');
    for (const code of ['severity', 'owner', 'summary', 'runbook', 'twice']) expect(out).toContain(`alerts.${code}`);
  });
});
