const period = 30 * 86_400_000;

/**
 * How many times faster than it may an error budget has to go. The usual factors (14.4 and 6) let a part of 30 days' budget go
 * in the long window; on a 95 % objective they ask for 72 % and 30 % of bad ones, which never comes, so the threshold that they
 * make is held to a share.
 */
export function burnFactor({
  objective,
  longMs,
  budget,
  share,
}: {
  readonly objective: number;
  readonly longMs: number;
  /** The part of 30 days' budget that may go in the long window, 0 to 1. */
  readonly budget: number;
  /** The most that the threshold may be, 0 to 1. */
  readonly share: number;
}): number {
  return Number(Math.min((budget * period) / longMs, share / (1 - objective)).toPrecision(6));
}
