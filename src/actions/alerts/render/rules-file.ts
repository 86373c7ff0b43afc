import { durationText } from '../../../services/promql/duration.ts';
import type { AlertRule } from '../rule.ts';
import { marked } from './marked.ts';
import { yamlOf } from './yaml.ts';

export interface RulesFile {
  readonly groups: readonly {
    readonly name: string;
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly for?: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    }[];
  }[];
}

/** As Prometheus reads it. `runbookUrl` gives the place that explains an alert. */
export function rulesFile(rules: readonly AlertRule[], runbookUrl: (alert: string) => string): RulesFile {
  const groups = Map.groupBy(rules, ({ group }) => group);
  return {
    groups: [...groups].map(([name, own]) => ({
      name,
      rules: own.map((rule) => ({
        alert: rule.alert,
        expr: rule.expr,
        ...(rule.forMs === 0 ? {} : { for: durationText(rule.forMs) }),
        labels: labelsOf(rule),
        annotations: annotationsOf(rule, runbookUrl, rule.summary),
      })),
    })),
  };
}

export function renderRules(rules: readonly AlertRule[], runbookUrl: (alert: string) => string): string {
  return marked(yamlOf(rulesFile(rules, runbookUrl)));
}

export function labelsOf({ severity, owner }: AlertRule): Readonly<Record<string, string>> {
  return { severity, owner };
}

export function annotationsOf(rule: AlertRule, runbookUrl: (alert: string) => string, summary: string) {
  return { summary, runbook_url: runbookUrl(rule.alert) };
}
