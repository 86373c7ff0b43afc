/** A mark on the time axis: `at` is its share of the whole, 0 to 1. */
export interface Tick {
  readonly at: number;
  readonly ms: number;
}

const niceMs = [1, 2, 5, 10, 20, 50, 100, 200, 500].concat(
  [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400].map((s) => s * 1000),
);

/** At most five marks at round durations, from 0 on; a day and more is cut in whole days. */
export function ticksOf(spanMs: number): readonly Tick[] {
  const step = niceMs.find((ms) => spanMs / ms <= 4) ?? Math.ceil(spanMs / 4 / 86_400_000) * 86_400_000;
  const marks = Math.floor(spanMs / step) + 1;
  return Array.from({ length: marks }, (_, index) => ({ at: (index * step) / spanMs, ms: index * step }));
}
