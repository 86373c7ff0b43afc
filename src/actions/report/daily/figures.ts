import type { Budget, DayState, Latency, Tally } from '../../../page/daily/model.ts';
import { wantedFor, type Percentile } from '../../../page/daily/words.ts';
import type { State } from '../../health/result.ts';

/** A result as figures see it. */
export interface Sample {
  readonly state: State;
  readonly durationMs: number;
}

/** What is unknown is counted, and never as up: nor does it make the share of what is known any better. */
export function tallyOf(samples: readonly Sample[]): Tally {
  const count = (state: State): number => samples.filter((sample) => sample.state === state).length;
  const tally = { pass: count('pass'), degraded: count('degraded'), fail: count('fail'), unknown: count('unknown') };
  const served = tally.pass + tally.degraded;
  const known = served + tally.fail;
  if (known === 0) return tally;
  return { ...tally, uptime: served / known, atWorst: served / samples.length };
}

/** Nearest rank: each figure is a time that was measured. Of what failed the time says how long it was waited for, not how it serves. */
export function latencyOf(samples: readonly Sample[]): Latency {
  const times = samples
    .filter(({ state }) => state === 'pass' || state === 'degraded')
    .map(({ durationMs }) => durationMs)
    .toSorted((a, b) => a - b);
  const at = (which: Percentile): number | undefined =>
    times.length < wantedFor[which] ? undefined : times[Math.ceil((Number(which.slice(1)) / 100) * times.length) - 1];
  const [p50, p95, p99] = [at('p50'), at('p95'), at('p99')];
  return {
    count: times.length,
    ...(p50 === undefined ? {} : { p50 }),
    ...(p95 === undefined ? {} : { p95 }),
    ...(p99 === undefined ? {} : { p99 }),
  };
}

export function budgetOf({ pass, degraded, fail }: Tally, objective: number): Budget {
  const known = pass + degraded + fail;
  // Not a hair more for how machines write fractions.
  const wanted = objective < 1 ? { wanted: Math.ceil(1 / (1 - objective) - 1e-9) } : {};
  return { used: fail, known, ...wanted, ...(known === 0 ? {} : { allowed: known * (1 - objective) }) };
}

const worstFirst: readonly DayState[] = ['fail', 'unknown', 'degraded', 'pass'];

export function worstState(states: readonly DayState[]): DayState {
  return worstFirst.find((state) => states.includes(state)) ?? 'no-data';
}
