import { durationWords } from '../words/duration.ts';
import { spanWords } from '../words/span.ts';
import type { Budget, CheckDay, DailyReport, DayState, EnvironmentDay, Gap, Latency, Tally } from './model.ts';

/** So many results are wanted before a percentile says anything: at least one lies beyond it. */
export const wantedFor = { p50: 2, p95: 20, p99: 100 } as const;
export type Percentile = keyof typeof wantedFor;

/** Of fewer results no share is given: one that is up would be a hundred per cent. */
const wantedForUptime = 20;

export const stateWord: Readonly<Record<DayState, string>> = {
  pass: 'up',
  degraded: 'degraded',
  fail: 'down',
  unknown: 'unknown',
  'no-data': 'no data',
};

/** Cut, never rounded up: 99.99 % is not shown as 100 %. */
export function percentWords(share: number | undefined): string {
  if (share === undefined) return 'unknown';
  return `${(Math.floor(share * 10_000 + 1e-9) / 100).toFixed(2).replace(/\.?0+$/u, '')} %`;
}

/** Never without what it is made of: `99.5 %, 210 results on 28 of 30 days`; of too few the latter alone. */
export function uptimeWords({ tally, covered }: Pick<CheckDay, 'tally' | 'covered'>): string {
  const { uptime, atWorst, unknown, pass, degraded, fail } = tally;
  const known = pass + degraded + fail;
  if (uptime === undefined) return 'unknown';
  const coverage = `${known} ${known === 1 ? 'result' : 'results'} on ${covered.days} of ${covered.of} days`;
  if (known < wantedForUptime) return `too few to say: ${coverage}`;
  const worst = unknown === 0 ? '' : `, ${percentWords(atWorst)} at worst`;
  return `${percentWords(uptime)}${worst}, ${coverage}`;
}

/** `no run`, or of which checks there was no result while others were run. */
export function gapWords({ checks: missed }: Gap, { checks }: EnvironmentDay): string {
  return missed.length === checks.length ? 'no run' : `no result of ${missed.join(', ')}`;
}

/** `up, 3 hours ago`: what is known of a check now, whenever that was. */
export function standingWords({ standing }: Pick<CheckDay, 'standing'>): string {
  if (standing === undefined) return 'none in the window';
  const { state, code, ageMs } = standing;
  return `${stateWord[state]}${code === undefined ? '' : ` (${code})`}, ${spanWords(Math.max(0, ageMs))} ago`;
}

export function tallyWords({ pass, degraded, fail, unknown }: Tally): string {
  return `${pass} up, ${degraded} degraded, ${fail} down, ${unknown} unknown`;
}

export function latencyWords(latency: Latency, which: Percentile): string {
  const value = latency[which];
  return value === undefined
    ? `too few (${latency.count} of ${wantedFor[which]})`
    : durationWords(value).replaceAll('\u00A0', ' ');
}

function figure(number: number): string {
  return number.toFixed(number < 0.1 ? 2 : 1).replace(/\.0+$/u, '');
}

/** Of fewer results than allow one failure nothing is said: the first that fails would overspend it. */
export function budgetWords({ allowed, used, known, wanted = 0 }: Budget): string {
  if (allowed === undefined) return 'unknown: no result says anything';
  if (known < wanted) return `too few to say: ${used} failed of ${known}, and ${wanted} results are wanted`;
  const left = allowed - used;
  return left < 0
    ? `overspent: ${used} failed, ${figure(allowed)} allowed`
    : `${figure(left)} of ${figure(allowed)} left`;
}

/** The day in one sentence: what is worst first, and what nobody knows never left out. */
export function daySentence({ environments }: DailyReport): string {
  if (environments.length === 0) return 'No environment is configured, so nothing can be said.';
  return environments.map(environmentSentence).join(' ');
}

function environmentSentence({ name, state, checks }: EnvironmentDay): string {
  if (state === 'no-data') return `Of ${name} there is no data on this day.`;
  const named = (wanted: DayState): string =>
    checks
      .filter((check) => check.state === wanted)
      .map((check) => check.name)
      .join(', ');
  const parts = (['fail', 'unknown', 'no-data', 'degraded'] as const)
    .map((wanted) => [wanted, named(wanted)] as const)
    .filter(([, names]) => names !== '')
    .map(([wanted, names]) => `${stateWord[wanted]}: ${names}`);
  return parts.length === 0 ? `On ${name} every check is up.` : `On ${name}, ${parts.join('; ')}.`;
}

export function ageWords({ ageMs, stale, isStale, checks }: EnvironmentDay): string {
  if (ageMs === undefined) return 'none in the window';
  const isAll = isStale && stale.length === checks.length;
  const words = isAll ? ', older than it may be' : isStale ? `, without a fresh result of ${stale.join(', ')}` : '';
  return `${spanWords(ageMs)} old${words}`;
}
