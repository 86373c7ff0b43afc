import type { CommandResult } from '../../core/command.ts';
import { succeeded } from '../../core/command.ts';
import type { Breach, Measurement } from '../../core/constraint.ts';
import type { Constraints } from '../../core/order.ts';
import type { Tally } from '../../run/constraints/tally.ts';
import { breachWords } from '../../run/constraints/words.ts';
import type { Tokens } from './tokens.ts';

/** What an executor did, against what it was allowed. */
export interface Account {
  readonly format: 'prestage.account/1';
  readonly id: string;
  readonly direction: { readonly path: string; readonly title: string; readonly digest: string };
  /** As it can be pasted into a shell, redacted. */
  readonly command: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly ended: { readonly exitCode: number } | { readonly signal: string } | { readonly notFound: true };
  readonly allowed: Constraints;
  /** What was seen of each limit, and how it was held. */
  readonly measured: readonly Measurement[];
  readonly tokens?: Tokens;
  readonly breaches: readonly Breach[];
  readonly calls: Tally['calls'];
  readonly touched: readonly string[];
  readonly outside: readonly string[];
  readonly verdict: 'verified' | 'failed' | 'unknown';
  readonly reasons: readonly string[];
}

/** How many tokens a model may have used: as its stream says, none by the word of whoever started it, or nobody knows. */
export type Metered = { readonly spent: Tokens | undefined } | { readonly noModel: true };

/** Undefined where the order has no budget of tokens and nobody spoke of any. */
export function tokensMeasured(limit: number | undefined, metered: Metered): Measurement | undefined {
  if ('noModel' in metered)
    return {
      limit: 'tokens',
      actual: '0: no model worked, by the word of whoever started it',
      enforced: 'not enforced: nothing was measured',
    };
  const { spent } = metered;
  if (spent === undefined)
    return limit === undefined
      ? undefined
      : { limit: 'tokens', actual: 'unknown: no line of its output told of tokens', enforced: 'not enforced' };
  const counted = `${spent.counted}${limit === undefined ? '' : ` of ${limit}`} tokens`;
  return {
    limit: 'tokens',
    actual: spent.cached === 0 ? counted : `${counted}, and ${spent.cached} read again out of a cache`,
    enforced: 'as the executor’s own stream tells it: when they are over, it is ended',
    ...(isOver(limit, spent) ? { exceeded: true } : {}),
  };
}

export function isOver(limit: number | undefined, spent: Tokens | undefined): boolean {
  return limit !== undefined && spent !== undefined && spent.counted > limit;
}

export function tokenBreach(limit: number | undefined, metered: Metered): readonly Breach[] {
  if ('noModel' in metered || !isOver(limit, metered.spent)) return [];
  return [
    {
      limit: 'tokens',
      stated: `≤ ${limit ?? 0}`,
      actual: `${metered.spent?.counted ?? 0} tokens were used, and the executor was ended`,
      fix: 'Split the order, or raise the tokens in its Budget.',
    },
  ];
}

/** No data is not green: a budget of tokens that nobody could measure leaves the account unknown. */
export function verdictOf(
  result: CommandResult,
  breaches: readonly Breach[],
  measured: readonly Measurement[],
): Pick<Account, 'verdict' | 'reasons'> {
  const unnamed = measured.filter(({ limit, exceeded }) => exceeded && !breaches.some((each) => each.limit === limit));
  const failed = [
    ...breaches.map(breachWords),
    ...unnamed.map(({ limit, actual }) => `${limit} was gone over: ${actual}`),
    ...(succeeded(result) ? [] : [`the executor ${endWords(result)}`]),
  ];
  if (failed.length > 0) return { verdict: 'failed', reasons: failed };
  const unknown = measured.filter(({ actual }) => actual.startsWith('unknown'));
  if (unknown.length === 0) return { verdict: 'verified', reasons: [] };
  return { verdict: 'unknown', reasons: unknown.map(({ limit, actual }) => `${limit}: ${actual}`) };
}

function endWords({ found, exitCode, signal }: CommandResult): string {
  if (!found) return 'was not found';
  return exitCode === undefined ? `was ended (${signal ?? 'by a signal'})` : `exited ${exitCode}`;
}

export function endOf({ found, exitCode, signal }: CommandResult): Account['ended'] {
  if (!found) return { notFound: true };
  return exitCode === undefined ? { signal: signal ?? 'unknown' } : { exitCode };
}
