import { durationText } from '../../services/promql/duration.ts';
import { scaled, selector } from './expressions.ts';
import type { AlertRule, RuleCase, RuleMeans, Severity } from './rule.ts';

const minute = 60_000;

/** What is asked for, and what is there when it is there. */
export interface Watched {
  readonly metric: string;
  /** Each of these environments has to be there; any series will do when absent. */
  readonly environments?: readonly string[] | undefined;
  readonly severity: Severity;
  readonly forMs: number;
  readonly others?: Readonly<Record<string, string>>;
}

/** No data is never green: series that are gone are an alert of their own. */
export function noDataRule(
  means: RuleMeans,
  { metric, environments, severity, forMs, others = {} }: Watched,
): AlertRule {
  const asked = environments === undefined ? [{}] : environments.map((environment) => ({ environment }));
  const kept = (labels: Readonly<Record<string, string>>) => ({ ...means.selector, ...labels });
  const there = asked.map((labels) => ({
    series: selector(metric, means, { ...labels, ...others }),
    values: '1+0x60',
  }));
  const at = forMs + 5 * minute;
  const one = (name: string, shown: RuleCase['series'], firing: RuleCase['firing']): RuleCase => ({
    name,
    intervalMs: minute,
    series: shown,
    atMs: at,
    firing,
  });
  const [first, ...rest] = there;
  const partly =
    first === undefined || rest.length === 0
      ? []
      : [one('one environment of several is gone', rest, [kept(asked[0] ?? {})])];
  return {
    alert: `${means.name}NoData`,
    group: means.name,
    severity,
    owner: means.owner,
    expr: asked.map((labels) => `absent(${selector(metric, means, labels)})`).join('\nor\n'),
    forMs: scaled(forMs, means),
    summary: `Nothing shows ${metric}: what is watched by it is not known`,
    means: `No series of \`${metric}\` was scraped for ${durationText(forMs)}. The other alerts of ${means.name} cannot fire.`,
    steps: [
      'See in Prometheus under Status, Targets whether the target is up, and why not.',
      `Ask the target for its metrics and look for \`${metric}\`: after a release it may have another name.`,
    ],
    detection: { kind: 'since', words: 'the series are gone', ms: forMs },
    cases: [one('no data', [], asked.map(kept)), one('data is there', there, []), ...partly],
    firesWhen: 'silent',
  };
}
