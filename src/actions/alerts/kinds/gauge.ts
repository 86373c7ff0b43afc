import { scaled, selector } from '../expressions.ts';
import { noDataRule } from '../no-data.ts';
import type { AlertRule, RuleCase, RuleMeans, Severity } from '../rule.ts';
import type { Behaviour, TargetState } from './kind.ts';

const minute = 60_000;

/** A gauge that is held to something: an age, a level, a moment that comes nearer. */
export interface GaugeWish {
  readonly metric: string;
  readonly environments: readonly string[] | undefined;
  /** Further labels that series carry, with values for tests and drills. */
  readonly others: Readonly<Record<string, string>>;
  /** Labels of the selector beyond the workspace's: they stand in the rule too. */
  readonly matched: Readonly<Record<string, string>>;
}

export interface GaugeRule {
  readonly suffix: string;
  readonly severity: Severity;
  readonly forMs: number;
  /** The expression over the selected series, as one line. */
  readonly expr: (selected: string, kept: string) => string;
  readonly summary: string;
  readonly means: string;
  readonly steps: readonly string[];
  readonly since: string;
  readonly sinceMs: number;
  /** Values of a unit test's series, a value a minute, and the minute at which it is looked at. */
  readonly fires: { readonly values: string; readonly atMin: number };
  readonly silent: { readonly values: string; readonly atMin: number };
}

export function gaugeRule(means: RuleMeans, wish: GaugeWish, rule: GaugeRule): AlertRule {
  const { suffix, severity, forMs, expr, summary, since, sinceMs } = rule;
  const example = { ...exampleOf(wish), ...wish.others };
  const keep = Object.keys(example);
  const shown = selector(wish.metric, means, { ...example, ...wish.matched });
  const one = (name: string, values: string | undefined, atMin: number, fires: boolean): RuleCase => ({
    name,
    intervalMs: minute,
    series: values === undefined ? [] : [{ series: shown, values }],
    atMs: atMin * minute,
    firing: fires ? [example] : [],
  });
  return {
    alert: `${means.name}${suffix}`,
    group: means.name,
    severity,
    owner: means.owner,
    expr: expr(selector(wish.metric, means, wish.matched), keep.length === 0 ? '' : ` by (${keep.join(', ')})`),
    forMs: scaled(forMs, means),
    summary,
    means: rule.means,
    steps: [...means.steps, ...rule.steps],
    detection: { kind: 'since', words: since, ms: sinceMs + forMs, shownMs: forMs },
    cases: [
      one('fires', rule.fires.values, rule.fires.atMin, true),
      one('stays silent', rule.silent.values, rule.silent.atMin, false),
      one('stays silent without data', undefined, rule.fires.atMin, false),
    ],
    firesWhen: 'bad',
  };
}

export function gaugeNoData(means: RuleMeans, wish: GaugeWish, severity: Severity, forMs: number): AlertRule {
  return noDataRule(means, {
    metric: wish.metric,
    environments: wish.environments,
    severity,
    forMs,
    others: wish.others,
  });
}

/** `value` gives what it shows in a state at a moment in seconds. */
export function gaugeBehaviour(
  means: RuleMeans,
  wish: GaugeWish,
  value: (state: Exclude<TargetState, 'silent'>, seconds: number) => number,
): Behaviour {
  const all = wish.environments === undefined ? [{}] : wish.environments.map((environment) => ({ environment }));
  return {
    show(state, now) {
      if (state === 'silent') return [];
      const lines = all.map((labels) => {
        const shown = selector(wish.metric, means, { ...labels, ...wish.others, ...wish.matched });
        return `${shown} ${value(state, now / 1000)}`;
      });
      return [`# TYPE ${wish.metric} gauge`, ...lines];
    },
  };
}

function exampleOf({ environments }: GaugeWish): Readonly<Record<string, string>> {
  const [environment] = environments ?? [];
  return environment === undefined ? {} : { environment };
}

export function summaryOf(
  words: string,
  { environments }: { readonly environments?: readonly string[] | undefined },
): string {
  return environments === undefined ? words : `${words} ({{ $labels.environment }})`;
}
