import { z } from 'zod';
import { durationText } from '../../../services/promql/duration.ts';
import { milliseconds } from '../../notify/duration.ts';
import { scaled, secondsOf, selector, span } from '../expressions.ts';
import { noDataRule } from '../no-data.ts';
import type { AlertRule, RuleCase, RuleMeans, Severity } from '../rule.ts';
import { common, duration, labelName, metricName, type AlertKind, type Behaviour } from './kind.ts';

export const ingestionSettings = z.strictObject({
  kind: z.literal('ingestion'),
  ...common,
  success: metricName.describe('A gauge: the moment of the last success, in seconds since 1970.'),
  runs: metricName.describe('A counter of runs, with a label that says how each ended.'),
  result: labelName.default('result').describe('That label.'),
  failure: z.string().min(1).default('failure').describe('Its value for a run that failed.'),
  every: duration.describe('How often it runs.'),
  slack: duration.default('15m').describe('What a run may take beside that.'),
  failures: z.number().int().min(1).default(2).describe('So many failed runs without a success in between are told.'),
});

export type IngestionSettings = z.infer<typeof ingestionSettings>;

const minute = 60_000;

/** Two runs and the slack: one that is missed may be a coincidence, two are none. */
function windowOf({ every, slack }: IngestionSettings): number {
  return 2 * milliseconds(every) + milliseconds(slack);
}

export const ingestionKind: AlertKind<IngestionSettings> = {
  rules: (settings, means) => [
    staleRule(settings, means),
    failingRule(settings, means),
    noDataRule(means, { metric: settings.success, severity: 'page', forMs: 10 * minute }),
  ],
  behaviour: (settings, means) => ingestionBehaviour(settings, means),
};

const staleFor = 5 * minute;

function staleRule(settings: IngestionSettings, means: RuleMeans): AlertRule {
  const { success } = settings;
  const window = windowOf(settings);
  const gauge = selector(success, means);
  const steps = Math.ceil(window / minute);
  // The clock of a unit test begins at 0: what succeeded before that has a moment below.
  const crossing = 20;
  const due = crossing * minute + staleFor + 3 * minute;
  const one = (name: string, values: string | undefined, atMs: number, firing: RuleCase['firing']): RuleCase => ({
    name,
    intervalMs: minute,
    series: values === undefined ? [] : [{ series: gauge, values }],
    atMs,
    firing,
  });
  const stopped = `${(crossing - steps) * 60}+0x60`;
  return {
    ...of(settings, means, 'Stale', 'page'),
    expr: `time() - max(${gauge}) > ${secondsOf(window, means)}`,
    forMs: scaled(staleFor, means),
    summary: `Nothing was ingested for more than ${durationText(window)}`,
    means: `The last run that succeeded is older than two of its periods and ${settings.slack}: the pool grows old.`,
    detection: { kind: 'since', words: 'the last success', ms: window + staleFor },
    cases: [
      one('fires when successes stop', stopped, due, [{}]),
      one('not before its time', stopped, due - staleFor - minute, []),
      one('stays silent while runs succeed', '0+60x60', due, []),
      one('fires when there never was a success', '-1700000000+0x60', due, [{}]),
      one('stays silent without data', undefined, due, []),
    ],
    firesWhen: 'bad',
  };
}

/**
 * `increase` of a counter that is born at 1 is 0: what was not there a window ago counts with all that it has. A success in the
 * window, as its own gauge says, makes up for failures.
 */
function failingRule(settings: IngestionSettings, means: RuleMeans): AlertRule {
  const { success, runs, result, failure, failures } = settings;
  const window = windowOf(settings);
  const failed = selector(runs, means, { [result]: failure });
  const within = span(window, means);
  const steps = Math.ceil(window / minute);
  const one = (
    name: string,
    failedRuns: string | undefined,
    successes: string,
    atMin: number,
    fires: boolean,
  ): RuleCase => ({
    name,
    intervalMs: minute,
    series: [
      ...(failedRuns === undefined ? [] : [{ series: failed, values: failedRuns }]),
      { series: selector(success, means), values: successes },
    ],
    atMs: atMin * minute,
    firing: fires ? [{}] : [],
  });
  const long = steps + 20;
  const never = `0+0x${long * 2}`;
  const now = `0+60x${long * 2}`;
  return {
    ...of(settings, means, 'Failing', 'ticket'),
    expr: [
      `sum(`,
      `  (${failed} unless ${failed} offset ${within})`,
      `  or increase(${failed}[${within}])`,
      `) >= ${failures}`,
      `unless`,
      `time() - max(${selector(success, means)}) < ${secondsOf(window, means)}`,
    ].join('\n'),
    forMs: 0,
    summary: `${failures} runs or more failed, and none succeeded, within ${durationText(window)}`,
    means: `The counter of failed runs rose by ${failures} or more in ${durationText(window)} without a success in between.`,
    detection: {
      kind: 'since',
      words: `run ${failures} that failed, once the last success is older than ${durationText(window)}`,
      ms: 0,
      shownMs: window,
    },
    cases: [
      one('fires after failures alone', `0+0x${long} ${failures}+0x${long}`, never, long + 5, true),
      one('fires on a counter born at 1', `_x${long} 1+0x9 ${Math.max(2, failures)}+0x${long}`, never, long + 15, true),
      one('a success in between makes up for them', `0+0x${long} ${failures}+0x${long}`, now, long + 5, false),
      one('stays silent while nothing fails', `0+0x${long * 2}`, never, long + 5, false),
      one('one failure fewer is not told', `0+0x${long} ${failures - 1}+0x${long}`, never, long + 5, false),
      one('stays silent without data', undefined, never, long + 5, false),
    ],
    firesWhen: 'bad',
  };
}

function of({ runs }: IngestionSettings, means: RuleMeans, suffix: string, severity: Severity) {
  return {
    alert: `${means.name}${suffix}`,
    group: means.name,
    severity,
    owner: means.owner,
    steps: [
      ...means.steps,
      `See how the last runs ended: \`${runs}\` by its label, and the log of the job at those times.`,
      'Run the job once by hand; when it succeeds, the alert ends by itself.',
    ],
  } as const;
}

function ingestionBehaviour(settings: IngestionSettings, means: RuleMeans): Behaviour {
  const { success, runs, result, failure } = settings;
  const periodMs = scaled(windowOf(settings), means) / 8;
  let [failed, succeeded, last, lastSuccess] = [0, 0, 0, 0];
  return {
    show(state, now) {
      if (state === 'silent') return [];
      const more = last === 0 ? 0 : (now - last) / periodMs;
      last = now;
      if (state === 'good') [succeeded, lastSuccess] = [succeeded + more, now / 1000];
      else failed += more;
      const line = (value: string, count: number): string =>
        `${selector(runs, means, { [result]: value })} ${Math.floor(count)}`;
      return [
        `# TYPE ${success} gauge`,
        `${selector(success, means)} ${lastSuccess}`,
        `# TYPE ${runs} counter`,
        line(failure, failed),
        line(failure === 'success' ? 'ok' : 'success', succeeded),
      ];
    },
  };
}
