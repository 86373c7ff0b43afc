import { selector } from '../expressions.ts';
import type { RuleCase } from '../rule.ts';

const minute = 60_000;

/** The histogram that unit tests are made over. */
export interface LatencyShape {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What the alert is told by. */
  readonly kept: Readonly<Record<string, string>>;
  readonly under: number;
  readonly least: number;
}

interface Timing {
  readonly after: (share: number) => number | undefined;
  readonly windowMs: number;
  /** Between two values: the shortest window of the rule has to hold several. */
  readonly stepMs: number;
  /** The share of slow loads that the tests have. */
  readonly share: number;
}

/** Healthy for a window, then slow: silent shortly before the moment that the matrix names, firing shortly after it. */
export function latencyCases(shape: LatencyShape, { after, windowMs, stepMs, share }: Timing): readonly RuleCase[] {
  const dueAfter = after(share) ?? 0;
  const margin = 3 * Math.max(minute, stepMs);
  const ofHour = (loads: number): number => (loads * stepMs) / (60 * minute);
  // The guard looks back an hour; how soon it fires, the whole window has to say.
  const usual = Math.ceil((70 * minute) / stepMs);
  const full = usual + Math.ceil(windowMs / stepMs);
  const one = (name: string, given: Partial<Course>, afterMs: number, firing: RuleCase['firing']): RuleCase => {
    const course = { healthy: usual, rate: ofHour(600), slow: share, form: '2', ...given } as const;
    const length = Math.ceil(afterMs / stepMs) + 5;
    const atMs = course.healthy * stepMs + afterMs;
    return { name, intervalMs: stepMs, series: histogram(shape, { ...course, length }), atMs, firing };
  };
  const due = dueAfter + margin;
  const early = dueAfter - margin;
  return [
    one('fires, bounds as Prometheus 2 writes them', { healthy: full }, due, [shape.kept]),
    one('fires, bounds as Prometheus 3 writes them', { form: '3' }, due, [shape.kept]),
    ...(early > 0 ? [one('not before its time', { healthy: full }, early, [])] : []),
    one('stays silent while loads are fast', { slow: 0 }, due, []),
    one('stays silent with low traffic', { rate: ofHour(shape.least * 0.6) }, due, []),
    one('fires with just enough traffic', { rate: ofHour(shape.least * 1.5) }, due, [shape.kept]),
    { name: 'stays silent without data', intervalMs: stepMs, series: [], atMs: 10 * minute, firing: [] },
  ];
}

interface Course {
  readonly healthy: number;
  readonly length: number;
  readonly rate: number;
  readonly slow: number;
  readonly form: '2' | '3';
}

function histogram(shape: LatencyShape, { healthy, length, rate, slow, form }: Course): RuleCase['series'] {
  const { metric, labels, under } = shape;
  const bucket = (le: string): string => selector(`${metric}_bucket`, { selector: labels }, { le });
  const course = (slope: number): string => {
    const first = tidy(rate * healthy);
    return `0+${tidy(rate)}x${healthy} ${tidy(first + slope)}+${tidy(slope)}x${length}`;
  };
  return [
    { series: bucket(bound(under, form)), values: course(rate * (1 - slow)) },
    { series: bucket(bound(under * 2, form)), values: course(rate) },
    { series: bucket('+Inf'), values: course(rate) },
    { series: selector(`${metric}_count`, { selector: labels }), values: course(rate) },
  ];
}

function bound(value: number, form: '2' | '3'): string {
  return form === '3' && Number.isInteger(value) ? `${value}.0` : String(value);
}

function tidy(value: number): number {
  return Number(value.toPrecision(10));
}
