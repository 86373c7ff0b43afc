import { z } from 'zod';
import { defineCheck, type Outcome } from '../../core/action.ts';
import { findAlertPrograms } from '../../services/prometheus/find.ts';
import { count } from '../inputs.ts';
import { milliseconds } from '../notify/duration.ts';
import type { DrillTimes } from './drill/configs.ts';
import { playDrill } from './drill/play.ts';
import type { DrilledRule } from './drill/timeline.ts';
import { configuredAlerts } from './rules-of.ts';
import type { AlertsSettings } from './settings.ts';

const input = z.strictObject({
  scale: count.default(240).describe('by how much everything is faster than in the file: 1 takes days'),
  port: count.optional().describe('of Prometheus, the next one of Alertmanager; free ones when absent'),
});

export const alertsDrill = defineCheck({
  id: 'alerts.drill',
  summary: 'Let every alert fire through a real Prometheus and Alertmanager, and time it until the notice arrives',
  input,
  effects: 'none',
  // Asked for when it comes to it: without them nothing was drilled, and that is what it says. What they talk to is ours.
  needs: { services: ['prometheus'] },
  recognises: [/\balert drill\b/iu, /\balerts?\b.*\b(?:fire|fired|drilled)\b/iu],

  async check(context, { scale, port }) {
    const settings = configuredAlerts(context);
    const programs = await findAlertPrograms(context.exec);
    if ('missing' in programs)
      return {
        verdict: 'unknown',
        reason: `no alert was made to fire: ${programs.missing.join('; ')}`,
        fix: 'Install them: `apt-get install prometheus prometheus-alertmanager`, or `brew install prometheus alertmanager`.',
      };
    const times = timesOf(settings, scale);
    const rules = await playDrill(context, {
      settings,
      programs,
      scale,
      times,
      ...(port === undefined ? {} : { port }),
    });
    const outcome = outcomeOf(rules, scale);
    await context.archive('alerts', {
      content: {
        format: 'prestage.alert-drill/1',
        at: context.clock.now().toISOString(),
        verdict: outcome.verdict,
        ...(outcome.reason === undefined ? {} : { reason: outcome.reason }),
        scale,
        programs: programs.versions,
        times: { ...times },
        alerts: rules.map((rule) => ({ ...rule })),
      },
      line: { verdict: outcome.verdict, alerts: rules.length, scale },
    });
    return { ...outcome, facts: { scale, programs: programs.versions, alerts: rules.map((rule) => ({ ...rule })) } };
  },
});

/** No faster than a server can follow. */
function timesOf({ scrape, evaluate, wait }: AlertsSettings, scale: number): DrillTimes {
  const scaled = (text: string, least: number): number => Math.max(least, Math.round(milliseconds(text) / scale));
  return {
    scrapeMs: scaled(scrape, 250),
    evaluateMs: scaled(evaluate, 250),
    waitMs: scaled(wait, 100),
    groupMs: 1_000,
  };
}

function outcomeOf(rules: readonly DrilledRule[], scale: number): Outcome {
  const table = {
    head: ['alert', 'to', 'fired after', 'at the most', 'delivered after', 'resolved after', `fired, at full length`],
    rows: rules.map((rule) => [
      rule.alert,
      rule.receivers.join(', ') || 'nobody',
      seconds(rule.firedMs),
      seconds(rule.expectedMs),
      seconds(rule.deliveredMs),
      seconds(rule.resolvedMs),
      rule.firedMs === undefined ? 'never' : `${Math.round((rule.firedMs * scale) / 6_000) / 10} min`,
    ]),
  };
  const faults = rules.flatMap(faultsOf);
  const done = `fired ${rules.length} alerts by the file's own definitions, every duration divided by ${scale}`;
  if (faults.length === 0) return { verdict: 'verified', done, table };
  return {
    verdict: 'failed',
    reason: faults.join('; '),
    fix: '`prestage alerts check`, then look at the rule that is named.',
    done,
    table,
  };
}

function faultsOf({
  alert,
  severity,
  firedMs,
  deliveredMs,
  resolvedMs,
  receivers,
  isTold,
}: DrilledRule): readonly string[] {
  if (firedMs === undefined || deliveredMs === undefined) return [`${alert} never came`];
  return [
    ...(receivers.length === 1 && receivers[0] === severity
      ? []
      : [`${alert} went to ${receivers.join(', ')} and not to ${severity}`]),
    ...(resolvedMs === undefined ? [`${alert}: nobody was told that it is over`] : []),
    ...(isTold ? [] : [`${alert} came without its summary or its runbook`]),
  ];
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? 'never' : `${(ms / 1000).toFixed(1)} s`;
}
