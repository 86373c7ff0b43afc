import type { HttpResult } from '../../../services/http/request.ts';
import type { DiagnosisCode } from '../diagnosis.ts';

/** Why a request is worth another try: nothing was heard, or the service says that it is a matter of time. */
export function passingCause(
  result: HttpResult,
  isWanted: (status: number) => boolean = () => false,
): DiagnosisCode | undefined {
  if (result.kind === 'trouble') return passing.find((code) => code === result.code);
  // What is asked for is no trouble, whatever it says elsewhere.
  if (isWanted(result.status)) return undefined;
  if (result.status === 429) return 'rate_limited';
  return result.status >= 500 ? 'server_error' : undefined;
}

const passing = ['dns', 'refused', 'unreachable', 'reset', 'timeout'] as const;

/** What has an effect is not done twice by itself: the first time may have had it, whatever was heard. */
const repeatable: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

export function mayRepeat(method: string, said: boolean | undefined): boolean {
  return said ?? repeatable.has(method);
}

const firstWaitMs = 200;
const longestWaitMs = 3_000;

/**
 * How long to wait before the next try, in milliseconds: as long as the service says, else twice as long each time, and not in
 * step with others. `attempt` counts from 1; `random` is from 0 to 1.
 */
export function waitBefore(attempt: number, result: HttpResult, now: Date, random: number): number {
  const asked = result.kind === 'answer' ? retryAfter(result.headers['retry-after'], now) : undefined;
  return asked ?? Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1)) * (0.5 + random / 2);
}

/** Seconds, or a date of HTTP. */
function retryAfter(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const moment = Date.parse(value);
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - now.getTime());
}
