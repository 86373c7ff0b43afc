/** What is left of the calls that a user has: all his keys share them, those of other environments too. */
export interface Limit {
  readonly limit: number;
  readonly remaining: number;
  /** ISO 8601, UTC; undefined where the reply does not say. */
  readonly resetsAt: string | undefined;
}

/** Undefined where a reply does not say. Names of headers in small letters. */
export function readLimit(headers: Readonly<Record<string, string | undefined>>): Limit | undefined {
  const limit = whole(headers['x-ratelimit-limit']);
  const remaining = whole(headers['x-ratelimit-remaining']);
  if (limit === undefined || remaining === undefined || limit === 0) return undefined;
  return { limit, remaining, resetsAt: timeOf(whole(headers['x-ratelimit-reset'])) };
}

/** When it may be asked again, where a reply says so, whether or not it says how many calls are left. */
export function readReset(headers: Readonly<Record<string, string | undefined>>): string | undefined {
  return timeOf(whole(headers['x-ratelimit-reset']));
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

function timeOf(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();
}
