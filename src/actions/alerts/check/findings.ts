import { readPromql } from '../../../services/promql/read.ts';
import type { Scrape } from '../../../services/exposition/read.ts';
import { milliseconds } from '../../notify/duration.ts';
import type { AlertsSettings } from '../settings.ts';
import { annotationFindings } from './annotations.ts';
import { boundFindings } from './definitions.ts';
import { expressionFindings } from './expression.ts';
import type { RuleFinding, Said } from './finding.ts';
import type { ReadRule, ReadRules } from './read-rules.ts';
import { scrapeFindings } from './against-scrape.ts';

/** What a file of rules is held to. */
export interface Held {
  readonly settings: AlertsSettings;
  /** Empty when nothing is known of what targets show. */
  readonly scrape: Scrape;
  /** The headings of the runbook; undefined when there is none. */
  readonly anchors: ReadonlySet<string> | undefined;
}

export function findingsIn(read: ReadRules, held: Held): readonly RuleFinding[] {
  const broken = read.problems.map(({ line, why }) => ({
    rule: 'alerts.yaml',
    alert: '',
    line,
    message: why,
    fix: 'Correct the file.',
  }));
  const bounds = boundFindings(held.settings, held.scrape).map((each) => ({ ...each, line: 1 }));
  return [...broken, ...twice(read.rules), ...read.rules.flatMap((rule) => ruleFindings(rule, read, held)), ...bounds];
}

function ruleFindings(
  rule: ReadRule,
  { recorded }: ReadRules,
  { settings, scrape, anchors }: Held,
): readonly RuleFinding[] {
  const at =
    (line: number) =>
    (said: Said): RuleFinding => ({ ...said, alert: rule.alert, line });
  if (rule.expr.trim() === '')
    return [at(rule.line)({ rule: 'promql.empty', message: 'it has no expression', fix: 'Give it one.' })];
  const expression = readPromql(rule.expr);
  const ofSeries =
    scrape.families.size === 0 || expression.errors.length > 0 ? [] : scrapeFindings(expression, scrape, recorded);
  const ofExpression = [...expressionFindings(expression, milliseconds(settings.scrape)), ...ofSeries];
  return [
    ...unique(ofExpression).map(at(rule.exprLine)),
    ...annotationFindings(rule, settings.runbook, anchors).map(at(rule.line)),
  ];
}

/** The same selector often stands in an expression twice. */
function unique(said: readonly Said[]): readonly Said[] {
  return [...new Map(said.map((each) => [`${each.rule} ${each.message}`, each])).values()];
}

/** Two alerts of one name and the same labels are one for Alertmanager. */
function twice(rules: readonly ReadRule[]): readonly RuleFinding[] {
  const again = [...Map.groupBy(rules, keyOf).values()].flatMap(([, ...others]) => others);
  return again.map(({ alert, line }) => ({
    rule: 'alerts.twice',
    alert,
    line,
    message: 'it stands there twice, with the same labels',
    fix: 'Give one of them another name.',
  }));
}

function keyOf({ alert, labels }: ReadRule): string {
  return `${alert} ${JSON.stringify(Object.entries(labels))}`;
}
