/** All start within a minute or their own measure, and a few at once: a hundred a second is no rush. */
const firstStepMs = 10;

/** When a check is first asked, in milliseconds from the start: the many are spread, so that none waits for all the others. */
export function firstDue(index: number, everyMs: number): number {
  return (index * firstStepMs) % everyMs;
}

export interface Moment {
  /** On the check's own grid, which does not drift with how long an asking takes. */
  readonly planned: number;
  /** The same, moved at random. */
  readonly due: number;
}

/**
 * The next asking after the one that was planned for `planned` and is over at `now`. Those that were missed are not made up
 * for. `jitter` is a part of `everyMs`, at most one half; `random` is from 0 to 1.
 */
export function nextDue(planned: number, now: number, everyMs: number, jitter: number, random: number): Moment {
  const next = Math.max(planned + everyMs, now);
  return { planned: next, due: next + random * jitter * everyMs };
}
