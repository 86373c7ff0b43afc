import { z } from 'zod';
import { durationText } from '../../../services/promql/duration.ts';
import { milliseconds } from '../../notify/duration.ts';
import { secondsOf } from '../expressions.ts';
import { common, duration, metricName, ofEnvironments, severity, type AlertKind } from './kind.ts';
import { gaugeBehaviour, gaugeNoData, gaugeRule, summaryOf, type GaugeWish } from './gauge.ts';

export const ageSettings = z.strictObject({
  kind: z.literal('age'),
  ...common,
  ...ofEnvironments,
  metric: metricName.describe('A gauge: the moment at which it was last done, in seconds since 1970.'),
  what: z.string().min(1).describe('What was done then, such as `the last backup`.'),
  most: duration.describe('How old it may be.'),
  severity: severity.default('ticket'),
});

export type AgeSettings = z.infer<typeof ageSettings>;

const minute = 60_000;
const holds = 5 * minute;

function wishOf({ metric, environments }: AgeSettings): GaugeWish {
  return { metric, environments, others: {}, matched: {} };
}

export const ageKind: AlertKind<AgeSettings> = {
  rules(settings, means) {
    const { most, what } = settings;
    const mostMs = milliseconds(most);
    const steps = Math.ceil(mostMs / minute);
    const wish = wishOf(settings);
    const old = gaugeRule(means, wish, {
      suffix: 'TooOld',
      severity: settings.severity,
      forMs: holds,
      expr: (selected, by) => `time() - max${by} (${selected}) > ${secondsOf(mostMs, means)}`,
      summary: summaryOf(`${capital(what)} is older than ${durationText(mostMs)}`, settings),
      means: `${capital(what)} is older than ${durationText(mostMs)}, so what relies on it does not hold.`,
      steps: ['See why the job that does it has not run, or has failed, and run it by hand.'],
      since: what,
      sinceMs: mostMs,
      // The clock of a unit test begins at 0: what was done before that has a moment below.
      fires: { values: `-${steps * 60}+0x30`, atMin: 12 },
      silent: { values: `${(20 - steps) * 60}+0x30`, atMin: 12 },
    });
    return [old, gaugeNoData(means, wish, settings.severity, 15 * minute)];
  },
  behaviour: (settings, means) =>
    gaugeBehaviour(means, wishOf(settings), (state, now) =>
      state === 'good' ? now : now - 2 * (milliseconds(settings.most) / 1000),
    ),
};

export function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
