/** Which line of the order's Constraints a measurement is about. */
export const limits = ['tools', 'touched', 'minutes', 'tokens', 'files', 'guardrails'] as const;
export type Limit = (typeof limits)[number];

/** What was seen of a limit while the run went on. */
export interface Measurement {
  readonly limit: Limit;
  /** In words: `38 of 45 minutes`, `npx, git`. */
  readonly actual: string;
  /** How the limit is held, in words: `going over fails the run`, `not enforced: this machine has no namespaces`. */
  readonly enforced: string;
  /** Whether it was gone over. */
  readonly exceeded?: boolean;
}

/** A limit that was gone over, as the task that went over it tells its reader. */
export interface Breach {
  readonly limit: Limit;
  /** What the order says. */
  readonly stated: string;
  /** What was seen. */
  readonly actual: string;
  readonly fix: string;
}
