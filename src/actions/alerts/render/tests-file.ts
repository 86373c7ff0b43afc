import { posix } from 'node:path';
import { durationText } from '../../../services/promql/duration.ts';
import type { AlertRule, RuleCase } from '../rule.ts';
import { marked } from './marked.ts';
import { annotationsOf, labelsOf } from './rules-file.ts';
import { yamlOf } from './yaml.ts';

/** Where the rules lie, seen from the tests, and what else the tests have to know. */
export interface TestsWish {
  readonly rulesPath: string;
  readonly testsPath: string;
  readonly runbookUrl: (alert: string) => string;
}

/** Unit tests of `promtool test rules`: of each rule that it fires, that it does not, and what it does without data. */
export function renderTests(rules: readonly AlertRule[], { rulesPath, testsPath, runbookUrl }: TestsWish): string {
  return marked(
    yamlOf({
      rule_files: [posix.relative(posix.dirname(testsPath), rulesPath)],
      evaluation_interval: '1m',
      tests: rules.flatMap((rule) => rule.cases.map((each) => testOf(rule, each, runbookUrl))),
    }),
  );
}

function testOf(
  rule: AlertRule,
  { name, intervalMs, series, atMs, firing }: RuleCase,
  runbookUrl: TestsWish['runbookUrl'],
) {
  return {
    name: `${rule.alert}: ${name}`,
    interval: durationText(intervalMs),
    input_series: series,
    alert_rule_test: [
      {
        eval_time: durationText(Math.ceil(atMs / 60_000) * 60_000),
        alertname: rule.alert,
        exp_alerts: firing.map((labels) => ({
          exp_labels: { ...labels, ...labelsOf(rule) },
          exp_annotations: annotationsOf(rule, runbookUrl, filled(rule.summary, labels)),
        })),
      },
    ],
  };
}

/** What Prometheus makes of a template, as far as ours go. */
function filled(template: string, labels: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{ \$labels\.(\w+) \}\}/gu, (_, name: string) => labels[name] ?? '');
}
