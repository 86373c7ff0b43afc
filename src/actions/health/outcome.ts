import type { EvidenceFile, Outcome } from '../../core/action.ts';
import { missingFact } from '../../core/exit-code.ts';
import { states, type CheckResult, type HealthRecord, type State } from './result.ts';

const verdicts = { fail: 'failed', unknown: 'unknown', degraded: 'degraded', pass: 'verified' } as const;

/** The worst of them; no results are no data, which is never green. */
export function stateOf(results: readonly Pick<CheckResult, 'state'>[]): State {
  return states.find((state) => results.some((result) => result.state === state)) ?? 'unknown';
}

export function countsOf(results: readonly CheckResult[]): Readonly<Record<State, number>> {
  const count = (state: State): number => results.filter((result) => result.state === state).length;
  return { pass: count('pass'), degraded: count('degraded'), fail: count('fail'), unknown: count('unknown') };
}

/** No data is never green. */
export function nothingConfigured(environment: string): Outcome {
  const reason = `no check is configured for ${environment}: add one to \`health.checks\` in prestage.config.ts`;
  return { verdict: 'unknown', reason };
}

export function outcomeOf({ control, state, results }: HealthRecord, archived: EvidenceFile): Outcome {
  const missing = results.filter(({ code }) => code === 'missing_credential').map(({ check }) => check);
  const asked = results.flatMap(({ asked }) => asked ?? []);
  const done = results.flatMap(({ done }) => done ?? []);
  return {
    verdict: verdicts[state],
    ...(state === 'pass' ? {} : { reason: reasonOf(results) }),
    ...(asked.length === 0 ? {} : { asked: asked.join('; ') }),
    ...(done.length === 0 ? {} : { done: done.join('; ') }),
    facts: {
      record: archived.path,
      control,
      counts: countsOf(results),
      checks: Object.fromEntries(results.map(({ check, state, code }) => [check, code ?? state])),
      ...(missing.length === 0 ? {} : { [missingFact]: missing }),
    },
    table: { head: ['check', 'state', 'code', 'ms', 'what next'], rows: results.map(rowOf) },
  };
}

function rowOf({ check, state, code, durationMs, next }: CheckResult): readonly string[] {
  return [check, state, code ?? '', String(durationMs), next ?? ''];
}

const mostNamed = 5;

/** Led by what is worst, and ended by what to do about that. */
function reasonOf(results: readonly CheckResult[]): string {
  const wrong = states.flatMap((state) => (state === 'pass' ? [] : results.filter((result) => result.state === state)));
  const named = wrong
    .slice(0, mostNamed)
    .map(({ check, state, code, summary }) => `${check} ${state} (${code ?? state}): ${summary}`);
  const more = wrong.length > mostNamed ? [`and ${wrong.length - mostNamed} more`] : [];
  const [worst] = wrong;
  return `${[...named, ...more].join('; ')}${worst?.next === undefined ? '' : `. ${worst.next}`}`;
}
