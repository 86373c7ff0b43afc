import { z } from 'zod';
import { milliseconds } from '../../notify/duration.ts';
import { capital } from './age.ts';
import { gaugeBehaviour, gaugeNoData, gaugeRule, summaryOf, type GaugeWish } from './gauge.ts';
import { common, duration, labelName, metricName, ofEnvironments, severity, type AlertKind } from './kind.ts';

export const levelSettings = z.strictObject({
  kind: z.literal('level'),
  ...common,
  ...ofEnvironments,
  metric: metricName.describe('A gauge.'),
  what: z.string().min(1).describe('What it counts, such as `secrets that differ from the vault`.'),
  suffix: z
    .string()
    .regex(/^[A-Z][A-Za-z0-9]*$/u, 'is no end of a name such as `Failing`')
    .default('TooHigh')
    .describe('What the name of the alert ends in.'),
  most: z.number().default(0).describe('What it may be at the most.'),
  where: z
    .record(labelName, z.string())
    .default({})
    .describe('Labels of the series that are meant, such as `{ state: "fail" }`.'),
  by: z.array(labelName).default([]).describe('Further labels by which it is told.'),
  lasts: duration.default('10m').describe('How long it has to be so.'),
  severity: severity.default('ticket'),
});

export type LevelSettings = z.infer<typeof levelSettings>;

function wishOf({ metric, environments, where, by }: LevelSettings): GaugeWish {
  return { metric, environments, others: Object.fromEntries(by.map((label) => [label, 'example'])), matched: where };
}

export const levelKind: AlertKind<LevelSettings> = {
  rules(settings, means) {
    const { most, what, lasts, by } = settings;
    const lastsMs = milliseconds(lasts);
    const wish = wishOf(settings);
    const minutes = Math.ceil(lastsMs / 60_000);
    const named = by.map((label) => `{{ $labels.${label} }}`).join(' ');
    const rule = gaugeRule(means, wish, {
      suffix: settings.suffix,
      severity: settings.severity,
      forMs: lastsMs,
      expr: (selected, kept) => `max${kept} (${selected}) > ${most}`,
      summary: summaryOf(`${capital(what)}: more than ${most}${named === '' ? '' : ` of ${named}`}`, settings),
      means: `${capital(what)}: \`${settings.metric}\` has been above ${most} for ${lasts}.`,
      steps: ['Look at the newest record of it in `artifacts/ops/`: it says what is wrong, and what to do.'],
      since: `it is above ${most}`,
      sinceMs: 0,
      fires: { values: `${most + 1}+0x${minutes + 20}`, atMin: minutes + 5 },
      silent: { values: `${most}+0x${minutes + 20}`, atMin: minutes + 5 },
    });
    return [rule, gaugeNoData(means, wish, settings.severity, 15 * 60_000)];
  },
  behaviour: (settings, means) =>
    gaugeBehaviour(means, wishOf(settings), (state) => (state === 'good' ? settings.most : settings.most + 1)),
};
