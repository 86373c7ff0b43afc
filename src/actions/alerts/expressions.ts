import { durationText } from '../../services/promql/duration.ts';
import type { RuleMeans } from './rule.ts';

/** A selector, with the matchers of the workspace before its own. A value that begins with `~` is a pattern. */
export function selector(
  metric: string,
  means: Pick<RuleMeans, 'selector'>,
  own: Readonly<Record<string, string>> = {},
): string {
  const matchers = Object.entries({ ...means.selector, ...own }).map(([label, value]) =>
    value.startsWith('~') ? `${label}=~${quoted(value.slice(1))}` : `${label}=${quoted(value)}`,
  );
  return matchers.length === 0 ? metric : `${metric}{${matchers.join(',')}}`;
}

/** A duration of the config as the rules have it. */
export function scaled(ms: number, { scale }: Pick<RuleMeans, 'scale'>): number {
  return Math.max(1, Math.round(ms / scale));
}

export function span(ms: number, means: Pick<RuleMeans, 'scale'>): string {
  return durationText(scaled(ms, means));
}

/** Seconds as a number of PromQL. */
export function secondsOf(ms: number, means: Pick<RuleMeans, 'scale'>): string {
  return String(Number((ms / means.scale / 1000).toPrecision(12)));
}

/** Bounds of buckets that are whole numbers: Prometheus 2 keeps `3`, Prometheus 3 makes it `3.0`. */
export function boundPattern(bound: number): string {
  return Number.isInteger(bound) ? `~${bound}(\\\\.0)?` : String(bound);
}

function quoted(value: string): string {
  return `"${value}"`;
}
