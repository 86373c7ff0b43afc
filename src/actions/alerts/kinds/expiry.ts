import { z } from 'zod';
import { durationText } from '../../../services/promql/duration.ts';
import { milliseconds } from '../../notify/duration.ts';
import { secondsOf } from '../expressions.ts';
import { capital } from './age.ts';
import { gaugeBehaviour, gaugeNoData, gaugeRule, summaryOf, type GaugeRule, type GaugeWish } from './gauge.ts';
import { common, duration, labelName, metricName, ofEnvironments, type AlertKind } from './kind.ts';

export const expirySettings = z
  .strictObject({
    kind: z.literal('expiry'),
    ...common,
    ...ofEnvironments,
    metric: metricName.describe('A gauge: the moment at which it ends, in seconds since 1970.'),
    what: z.string().min(1).describe('What ends then, such as `the certificate`.'),
    by: z.array(labelName).default([]).describe('Further labels by which it is told.'),
    ticket: duration.default('21d').describe('So long before, it is a ticket.'),
    page: duration.default('3d').describe('So long before, somebody is woken.'),
  })
  .refine(
    ({ ticket, page }) => milliseconds(page) < milliseconds(ticket),
    'somebody would be woken before there is a ticket',
  );

export type ExpirySettings = z.infer<typeof expirySettings>;

const holds = 15 * 60_000;

function wishOf({ metric, environments, by }: ExpirySettings): GaugeWish {
  return { metric, environments, others: Object.fromEntries(by.map((label) => [label, 'example'])), matched: {} };
}

export const expiryKind: AlertKind<ExpirySettings> = {
  rules(settings, means) {
    const wish = wishOf(settings);
    const one = (suffix: string, severity: 'page' | 'ticket', left: string): GaugeRule => {
      const leftMs = milliseconds(left);
      return {
        suffix,
        severity,
        forMs: holds,
        expr: (selected, by) => `min${by} (${selected}) - time() < ${secondsOf(leftMs, means)}`,
        summary: summaryOf(`${capital(settings.what)} ends in less than ${durationText(leftMs)}`, settings),
        means: `${capital(settings.what)} ends in less than ${durationText(leftMs)}; after that nobody gets in.`,
        steps: ['Renew it, and see why it was not renewed by itself.'],
        since: `${durationText(leftMs)} are left`,
        sinceMs: 0,
        fires: { values: `${Math.floor(leftMs / 1000)}+0x60`, atMin: 30 },
        silent: { values: `${Math.floor(leftMs / 1000) + 86_400}+0x60`, atMin: 30 },
      };
    };
    return [
      gaugeRule(means, wish, one('EndsSoon', 'ticket', settings.ticket)),
      gaugeRule(means, wish, one('EndsNow', 'page', settings.page)),
      gaugeNoData(means, wish, 'ticket', 3_600_000),
    ];
  },
  behaviour: (settings, means) =>
    gaugeBehaviour(
      means,
      wishOf(settings),
      (state, now) => now + (state === 'good' ? 2 * (milliseconds(settings.ticket) / 1000) : 0),
    ),
};
