import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Clock } from '../../../core/clock.ts';
import { states, type CheckResult } from '../result.ts';
import { shownResult, type Standing } from './standing.ts';
import { stateOfWatch, type WatchState } from './state.ts';
import type { HealthWatch } from './watch.ts';

/** What /metrics shows. Labels are names of the config and closed lists: nothing of a reply, no address, no secret. */
export interface WatchMetrics {
  observe(result: CheckResult): void;
  /** In the text format of Prometheus. What is a gauge is read from the watch when it is asked for. */
  text(watch: HealthWatch): Promise<string>;
  readonly contentType: string;
}

const ofCheck = ['check', 'environment'] as const;
const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(version: string, clock: Clock): WatchMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const ofChecks = metricsOfChecks([registry]);
  const ofWatch = metricsOfWatch([registry]);
  ofWatch.info.set({ version }, 1);
  return {
    contentType: registry.contentType,
    observe({ check, environment, state, steps }) {
      ofWatch.results.inc({ state });
      if (steps.length === 0) return;
      const ms = steps.reduce((sum, { phases }) => sum + phases.total, 0);
      ofChecks.answer.observe({ check, environment }, ms / 1000);
    },
    async text(watch) {
      // A code that a check no longer has would stay.
      ofChecks.diagnosis.reset();
      const now = clock.now().getTime();
      for (const standing of watch.standings()) showStanding(ofChecks, standing, now);
      showWatch(ofWatch, stateOfWatch(watch));
      return registry.metrics();
    },
  };
}

function metricsOfChecks(registers: Registry[]) {
  return {
    state: new Gauge({
      name: 'prestage_health_check_state',
      help: 'State of a check: 1 for the one that it is in, 0 for the others; unknown until it was asked.',
      labelNames: [...ofCheck, 'state'],
      registers,
    }),
    diagnosis: new Gauge({
      name: 'prestage_health_check_diagnosis',
      help: 'Why a check is not green: 1 for the code, and nothing while it passes.',
      labelNames: [...ofCheck, 'code'],
      registers,
    }),
    successAge: new Gauge({
      name: 'prestage_health_check_last_success_age_seconds',
      help: 'How long ago a check passed; absent until it did.',
      labelNames: ofCheck,
      registers,
    }),
    resultAge: new Gauge({
      name: 'prestage_health_check_last_result_age_seconds',
      help: 'How long ago a check was asked; absent until it was.',
      labelNames: ofCheck,
      registers,
    }),
    answer: new Histogram({
      name: 'prestage_health_check_answer_seconds',
      help: 'Time that the requests of one asking took, without waiting for another try.',
      labelNames: ofCheck,
      buckets: seconds,
      registers,
    }),
  };
}

function metricsOfWatch(registers: Registry[]) {
  return {
    results: new Counter({
      name: 'prestage_health_results_total',
      help: 'Askings, by what they came to.',
      labelNames: ['state'],
      registers,
    }),
    control: new Gauge({
      name: 'prestage_health_control_reachable',
      help: 'Whether the control target answers; absent until it was asked, and where none is configured.',
      // Without a label it would begin as 0, which nobody has said.
      labelNames: ['target'],
      registers,
    }),
    reliable: new Gauge({
      name: 'prestage_health_watch_reliable',
      help: 'Whether the watch itself does its work, as /health says it.',
      registers,
    }),
    info: new Gauge({ name: 'prestage_build_info', help: 'Its version.', labelNames: ['version'], registers }),
  };
}

function showStanding(metrics: ReturnType<typeof metricsOfChecks>, standing: Standing, now: number): void {
  const { check, environment, passedAt, endedAt } = standing;
  const shown = shownResult(standing);
  const is = shown?.state ?? 'unknown';
  for (const state of states) metrics.state.set({ check, environment, state }, state === is ? 1 : 0);
  if (shown?.code !== undefined) metrics.diagnosis.set({ check, environment, code: shown.code }, 1);
  if (passedAt !== undefined) metrics.successAge.set({ check, environment }, (now - passedAt) / 1000);
  if (endedAt !== undefined) metrics.resultAge.set({ check, environment }, (now - endedAt) / 1000);
}

function showWatch(metrics: ReturnType<typeof metricsOfWatch>, { status, control }: WatchState): void {
  metrics.reliable.set(status === 'ok' ? 1 : 0);
  metrics.control.reset();
  if (control === 'reachable' || control === 'unreachable')
    metrics.control.set({ target: 'control' }, control === 'reachable' ? 1 : 0);
}
