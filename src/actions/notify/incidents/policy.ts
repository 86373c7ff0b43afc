/** When incidents open, close, flap and are spoken of again. Moments and durations in milliseconds. */
export interface Policy {
  /** It opens when `fails` of the last `of` results that say anything are not up. */
  readonly opens: { readonly fails: number; readonly of: number };
  /** It closes when so many in a row are up, with no gap of data between. */
  readonly closesAfter: number;
  /** After so many results in a row that say nothing: no data. */
  readonly noDataAfter: number;
  /** So many flips among the last `of` results; steady again when the last `calmAfter` agree. */
  readonly flapping: { readonly flips: number; readonly of: number; readonly calmAfter: number };
  /** The first reminder, how much longer each next one waits, and the longest wait. */
  readonly reminders: { readonly firstMs: number; readonly factor: number; readonly mostMs: number };
  readonly maintenance: readonly MaintenanceWindow[];
}

/** While it lasts, nothing opens, closes, flaps or reminds: what is seen then says nothing of how it stands. */
export interface MaintenanceWindow {
  readonly from: number;
  readonly until: number;
  /** All when absent. */
  readonly environments?: readonly string[] | undefined;
  readonly checks?: readonly string[] | undefined;
}

export function isMaintained(
  { maintenance }: Policy,
  { environment, check }: { readonly environment: string; readonly check: string },
  at: string,
): boolean {
  const moment = Date.parse(at);
  return maintenance.some(
    ({ from, until, environments, checks }) =>
      from <= moment &&
      moment < until &&
      (environments?.includes(environment) ?? true) &&
      (checks?.includes(check) ?? true),
  );
}

/** How long after the last word the next reminder is due, when so many were told. */
export function reminderDelay({ firstMs, factor, mostMs }: Policy['reminders'], told: number): number {
  return Math.min(firstMs * factor ** told, Math.max(firstMs, mostMs));
}
