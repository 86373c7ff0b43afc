import type { ActionContext } from '../../core/action.ts';
import { nextOf } from './next.ts';
import type { CheckResult } from './result.ts';

/**
 * A result in which a known secret turns up, or what looks like one, says no more than that: the record is written, and the
 * other checks are told. The archive looks again, and writes nothing if one is left.
 */
export function withoutSecrets({ redact }: Pick<ActionContext, 'redact'>, result: CheckResult): CheckResult {
  const text = JSON.stringify(result, undefined, 2);
  if (redact(text) === text) return result;
  const { check, kind, environment, startedAt, durationMs } = result;
  const code = 'reply_holds_secret';
  const summary = 'what it keeps of the reply holds a known secret, or what looks like one: nothing of it is kept';
  return {
    check,
    kind,
    environment,
    startedAt,
    durationMs,
    state: 'fail',
    code,
    summary,
    next: nextOf(code),
    steps: [],
  };
}
