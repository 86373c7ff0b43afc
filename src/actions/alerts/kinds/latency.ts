import { z } from 'zod';
import { milliseconds } from '../../notify/duration.ts';
import { boundPattern, scaled, selector, span } from '../expressions.ts';
import { noDataRule } from '../no-data.ts';
import type { AlertRule, RuleMeans, Severity } from '../rule.ts';
import { common, duration, labelName, metricName, type AlertKind, type Behaviour } from './kind.ts';
import { burnFactor } from './burn.ts';
import { latencyCases, type LatencyShape } from './latency-cases.ts';

const window = (fallback: { long: string; short: string; share: number; budget: number }) =>
  z
    .strictObject({
      long: duration.describe('The window that says how much of the budget is gone.'),
      short: duration.describe('The window that says that it still goes on.'),
      share: z.number().gt(0).lt(1).describe('The most of a threshold, as a share of loads: what the cap is.'),
      budget: z.number().gt(0).lt(1).describe('The part of 30 days of error budget that may go in the long window.'),
    })
    .prefault(fallback);

export const latencySettings = z
  .strictObject({
    kind: z.literal('latency'),
    ...common,
    metric: metricName.describe('A histogram, without `_bucket`.'),
    by: labelName.describe('The label by which it is looked at: one alert for each of its values.'),
    under: z.number().positive().describe('Seconds; a bound of the histogram.'),
    objective: z.number().gt(0).lt(1).default(0.95).describe('The share of loads that shall be that fast.'),
    least: z.number().int().positive().default(20).describe('With fewer loads in an hour, nothing is said.'),
    page: window({ long: '30m', short: '5m', share: 0.25, budget: 0.02 }),
    ticket: window({ long: '6h', short: '30m', share: 0.1, budget: 0.05 }),
  })
  .superRefine(({ objective, page, ticket }, context) => {
    for (const [name, { share, long, short }] of Object.entries({ page, ticket })) {
      if (share <= 1 - objective)
        context.addIssue({
          code: 'custom',
          path: [name, 'share'],
          message: `would fire within the objective: it lets ${percent(1 - objective)} be slow`,
        });
      if (milliseconds(short) >= milliseconds(long))
        context.addIssue({ code: 'custom', path: [name, 'short'], message: 'is not shorter than the long window' });
    }
  });

export type LatencySettings = z.infer<typeof latencySettings>;

const minute = 60_000;
const hour = 60 * minute;
const quantileWindow = 5 * minute;
const quantileFor = 10 * minute;
const burnFor = 2 * minute;

export const latencyKind: AlertKind<LatencySettings> = {
  rules: (settings, means) => {
    const { page, ticket } = settings;
    return [
      quantileRule(settings, means),
      burnRule(settings, means, { suffix: 'FastBurn', severity: 'page', ...timesOf(settings, page) }),
      burnRule(settings, means, { suffix: 'SlowBurn', severity: 'ticket', ...timesOf(settings, ticket) }),
      noDataRule(means, {
        metric: `${settings.metric}_count`,
        severity: 'ticket',
        forMs: 10 * minute,
        others: { [settings.by]: 'example' },
      }),
    ];
  },
  behaviour: ({ metric, by, under }, { selector }) => latencyBehaviour(metric, { ...selector, [by]: 'sales' }, under),
};

interface Burn {
  readonly longMs: number;
  readonly shortMs: number;
  /** How many times faster than it may the error budget goes. */
  readonly factor: number;
  /** The share of slow loads above which it fires. */
  readonly threshold: number;
}

function timesOf({ objective }: LatencySettings, { long, short, share, budget }: LatencySettings['page']): Burn {
  const [longMs, shortMs] = [milliseconds(long), milliseconds(short)];
  const factor = burnFactor({ objective, longMs, share, budget });
  return { longMs, shortMs, factor, threshold: round(factor * (1 - objective)) };
}

function quantileRule(settings: LatencySettings, means: RuleMeans): AlertRule {
  const { metric, by, under, objective } = settings;
  const quantile = `histogram_quantile(${objective}, sum by (${by}, le) (rate(${selector(`${metric}_bucket`, means)}[${span(quantileWindow, means)}])))`;
  const detection = {
    kind: 'share' as const,
    after: (share: number) =>
      share > 1 - objective ? (quantileWindow * (1 - objective)) / share + quantileFor : undefined,
  };
  return {
    ...of(settings, means, 'OverObjective', 'ticket'),
    expr: `${quantile} > ${under}\n${guard(settings, means)}`,
    forMs: scaled(quantileFor, means),
    summary: `More than ${percent(1 - objective)} of the loads of ${by} {{ $labels.${by} }} take longer than ${under} s`,
    means: `Of the last five minutes' loads, more than ${percent(1 - objective)} took longer than ${under} s, for ten minutes, with at least ${settings.least} loads in the hour.`,
    detection,
    cases: latencyCases(shapeOf(settings, means), {
      after: detection.after,
      windowMs: quantileWindow,
      stepMs: minute,
      share: 1,
    }),
    firesWhen: 'bad',
  };
}

function burnRule(
  settings: LatencySettings,
  means: RuleMeans,
  burn: Burn & { readonly suffix: string; readonly severity: Severity },
): AlertRule {
  const { longMs, shortMs, factor, threshold } = burn;
  const slow = (ms: number): string => slowShare(settings, means, span(ms, means));
  const detection = {
    kind: 'share' as const,
    after: (share: number) => (share > threshold ? (longMs * threshold) / share + burnFor : undefined),
  };
  return {
    ...of(settings, means, burn.suffix, burn.severity),
    expr: `${slow(longMs)} > ${threshold}\nand\n${slow(shortMs)} > ${threshold}\n${guard(settings, means)}`,
    forMs: scaled(burnFor, means),
    summary: `More than ${percent(threshold)} of the loads of ${settings.by} {{ $labels.${settings.by} }} are slow`,
    means: `The error budget goes ${round(factor)} times as fast as it may: more than ${percent(threshold)} of the loads took longer than ${settings.under} s, over ${spanWords(longMs)} and still over the last ${spanWords(shortMs)}.`,
    detection,
    cases: latencyCases(shapeOf(settings, means), {
      after: detection.after,
      windowMs: longMs,
      stepMs: Math.max(minute, Math.min(5 * minute, Math.floor(shortMs / 6 / minute) * minute)),
      share: 1,
    }),
    firesWhen: 'bad',
  };
}

/** A counter that does not grow gives NaN, and that is above nothing. */
function slowShare({ metric, by, under }: LatencySettings, means: RuleMeans, window: string): string {
  const fast = `rate(${selector(`${metric}_bucket`, means, { le: boundPattern(under) })}[${window}])`;
  const all = `rate(${selector(`${metric}_count`, means)}[${window}])`;
  return `1 - sum by (${by}) (${fast}) / sum by (${by}) (${all})`;
}

function guard({ metric, by, least }: LatencySettings, means: RuleMeans): string {
  return `and on (${by})\nsum by (${by}) (increase(${selector(`${metric}_count`, means)}[${span(hour, means)}])) >= ${least}`;
}

function of(settings: LatencySettings, means: RuleMeans, suffix: string, severity: Severity) {
  return {
    alert: `${means.name}${suffix}`,
    group: means.name,
    severity,
    owner: means.owner,
    steps: [
      ...means.steps,
      `Compare the values of \`${settings.by}\`: one slow tile is its query, all of them are the database or the machines.`,
      'If it began with a release, take that back: see the way back in this runbook.',
    ],
  } as const;
}

function shapeOf({ metric, by, under, least }: LatencySettings, { selector }: RuleMeans): LatencyShape {
  return { metric, labels: { ...selector, [by]: 'sales' }, kept: { [by]: 'sales' }, under, least };
}

/** 50 loads a second; the bad ones take twice as long as they may. */
function latencyBehaviour(metric: string, labels: Readonly<Record<string, string>>, under: number): Behaviour {
  let [fast, all, last] = [0, 0, 0];
  return {
    show(state, now) {
      if (state === 'silent') return [];
      const more = last === 0 ? 50 : Math.max(0, ((now - last) / 1000) * 50);
      last = now;
      all += more;
      if (state === 'good') fast += more;
      const line = (le: string, value: number): string =>
        `${selector(`${metric}_bucket`, { selector: labels }, { le })} ${value}`;
      return [
        `# TYPE ${metric} histogram`,
        line(String(under), fast),
        line(String(under * 2), all),
        line('+Inf', all),
        `${selector(`${metric}_sum`, { selector: labels })} ${all * under}`,
        `${selector(`${metric}_count`, { selector: labels })} ${all}`,
      ];
    },
  };
}

export function percent(share: number): string {
  return `${round(share * 100)} %`;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

function spanWords(ms: number): string {
  const minutes = ms / minute;
  return minutes >= 60 && minutes % 60 === 0
    ? minutes === 60
      ? 'one hour'
      : `${minutes / 60} hours`
    : `${minutes} minutes`;
}
