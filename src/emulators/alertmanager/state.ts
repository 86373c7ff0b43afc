import type { PostedAlert } from './alert.ts';

/** What is known of one alert. */
export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  startsAt: string;
  /** When it is over, unless it is posted again. */
  endsAt: string;
  /** How often it was posted. */
  posts: number;
}

export interface AlertmanagerState {
  /** By its labels, which are what it is. */
  readonly alerts: Record<string, Alert>;
}

/** Without an end, `resolve_timeout`. */
const resolveTimeoutMs = 5 * 60_000;

export function take({ alerts }: AlertmanagerState, posted: readonly PostedAlert[], now: Date): void {
  for (const { labels, annotations, startsAt, endsAt } of posted) {
    const own = Object.entries(labels)
      .filter(([, value]) => value !== '')
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    const fingerprint = JSON.stringify(own);
    const known = alerts[fingerprint];
    alerts[fingerprint] = {
      labels: Object.fromEntries(own),
      annotations,
      startsAt: startsAt ?? known?.startsAt ?? now.toISOString(),
      endsAt: endsAt ?? new Date(now.getTime() + resolveTimeoutMs).toISOString(),
      posts: (known?.posts ?? 0) + 1,
    };
  }
}

/** Those that are not over. */
export function active({ alerts }: AlertmanagerState, now: Date): readonly Alert[] {
  return Object.values(alerts).filter(({ endsAt }) => Date.parse(endsAt) > now.getTime());
}
