import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { readPromql } from '../../services/promql/read.ts';
import { allRules } from './rules-of.ts';
import { alertsSettings } from './settings.ts';
import { authorOf, marked } from './render/marked.ts';
import { anchorsIn, runbookUrlOf } from './runbook-url.ts';

const settings = alertsSettings.parse({
  rules: {
    Load: { kind: 'latency', metric: 'load_seconds', by: 'page', under: 3 },
    Ingest: { kind: 'ingestion', success: 'ok_seconds', runs: 'runs_total', every: '1h' },
    Queue: { kind: 'level', metric: 'queue_length', what: 'orders that wait' },
    Backup: { kind: 'age', metric: 'backup_seconds', what: 'the backup', most: '26h', environments: ['a', 'b'] },
    Certificate: {
      kind: 'expiry',
      metric: 'ends_seconds',
      what: 'the certificate',
      by: ['host'],
      selector: { job: 'x' },
    },
  },
});
const rules = allRules(settings);

describe('every rule of every kind', () => {
  it('has a name of its own', () => {
    const names = rules.map(({ alert }) => alert);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(12);
  });

  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s parses, can be empty, and says what to do',
    (_, rule) => {
      const { errors, canBeEmpty } = readPromql(rule.expr);
      expect([errors, canBeEmpty, rule.steps.length > 0]).toEqual([[], true, true]);
    },
  );

  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s has a test in which it fires and one in which it does not',
    (_, { cases }) => {
      expect(cases.some(({ firing }) => firing.length > 0)).toBe(true);
      expect(cases.some(({ firing }) => firing.length === 0)).toBe(true);
    },
  );

  it('is without data in one of its tests', () => {
    expect(
      rules.filter(({ cases }) => !cases.some(({ series }) => series.length === 0 || series.length === 1)),
    ).toEqual([]);
  });

  it('keeps its labels, and only its durations change in a drill', () => {
    const quick = allRules(settings, 60);
    expect(quick.map(({ alert, severity }) => [alert, severity])).toEqual(
      rules.map(({ alert, severity }) => [alert, severity]),
    );
    const pageOf = (all: typeof rules) => all.find(({ alert }) => alert === 'LoadFastBurn');
    expect(pageOf(rules)?.expr).toContain('[30m]');
    expect(pageOf(quick)?.expr).toContain('[30s]');
    expect(pageOf(quick)?.expr.replaceAll(/\[\w+\]/g, '')).toBe(pageOf(rules)?.expr.replaceAll(/\[\w+\]/g, ''));
  });

  it('asks only for series of its selector', () => {
    const own = rules.filter(({ group }) => group === 'Certificate');
    for (const { expr } of own)
      for (const { matchers } of readPromql(expr).selectors)
        expect(matchers).toContainEqual({ label: 'job', operator: '=', value: 'x' });
  });
});

function after(alert: string, share: number): number | undefined {
  const detection = rules.find((rule) => rule.alert === alert)?.detection;
  const ms = detection?.kind === 'share' ? detection.after(share) : undefined;
  return ms === undefined ? undefined : ms / 60_000;
}

describe('how soon a burn is seen', () => {
  it('is sooner the worse it is, and never below the threshold', () => {
    expect([1, 0.5, 0.26, 0.25].map((share) => after('LoadFastBurn', share)?.toFixed(1))).toEqual([
      '9.5',
      '17.0',
      '30.8',
      undefined,
    ]);
    expect(after('LoadOverObjective', 0.05)).toBeUndefined();
    expect(after('LoadOverObjective', 0.06)).toBeCloseTo(14.17, 1);
  });
});

describe('a file of ours', () => {
  it('knows whether somebody has edited it', () => {
    const text = marked(stringify({ groups: [] }));
    expect([authorOf(text), authorOf(`${text}# x\n`), authorOf('groups: []\n')]).toEqual(['ours', 'edited', 'theirs']);
  });
});

describe('the place of an alert in a runbook', () => {
  it('is the anchor that GitHub gives its heading, the second of a name included', () => {
    const url = runbookUrlOf({ file: 'a.md', url: 'https://example.com/a.md' })('LoadFastBurn');
    expect(url).toBe('https://example.com/a.md#loadfastburn');
    expect([...anchorsIn('# A `b` c!\n\n## LoadFastBurn\n\n> ## LoadFastBurn\n\n```\n# no\n```\n')]).toEqual([
      'a-b-c',
      'loadfastburn',
      'loadfastburn-1',
    ]);
  });

  it('is one over a line too, and none between fences or in a table', () => {
    const text = 'One\n===\n\n~~~\n# no\n```\n# no\n~~~\n\n| a |\n| - |\n\n---\n\n#hash\n';
    expect([...anchorsIn(text)]).toEqual(['one']);
  });
});
