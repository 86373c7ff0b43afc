import type { ActionContext } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import { heldToControl, isUnheard } from '../control.ts';
import type { CheckResult } from '../result.ts';
import type { PreparedCheck } from '../run-check.ts';
import type { ControlWatch } from './control-watch.ts';
import { keptClient } from './kept-client.ts';
import type { Job } from './repeat.ts';
import type { Standing } from './standing.ts';

/** One check that is asked again and again: its connections, and what it came to. */
export interface Station {
  readonly job: Job;
  standing(lateMs: number): Standing;
  /** Why it could not be asked at all; undefined when it could. */
  readonly fault: () => string | undefined;
  close(): Promise<void>;
}

export interface StationOptions {
  readonly prepared: PreparedCheck;
  readonly everyMs: number;
  readonly context: ActionContext;
  readonly control: ControlWatch;
  /** Aborts when the watch ends: what comes after that is no result. */
  readonly ending: AbortSignal;
  readonly told: (result: CheckResult, before: CheckResult | undefined) => void;
}

export function createStation({ prepared, everyMs, context, control, ending, told }: StationOptions): Station {
  const { name: check, environment, timeout } = prepared;
  const kept = { http: keptClient(context.locate, environment), ending };
  let latest: CheckResult | undefined;
  let fault: string | undefined;
  let [passedAt, endedAt]: (number | undefined)[] = [];
  const ask = async (): Promise<CheckResult> => {
    try {
      const result = await prepared.ask(context, kept);
      fault = undefined;
      return isUnheard(result) && !ending.aborted ? heldToControl(result, await control.now()) : result;
    } catch (error) {
      const said = context.redact(wordsOf(error));
      fault = `${check} in ${environment} could not be asked: ${said}`;
      return unasked(prepared, context, said);
    }
  };
  return {
    job: {
      everyMs,
      mostMs: timeout,
      async run() {
        const result = await ask();
        if (ending.aborted) return;
        const before = latest;
        latest = result;
        endedAt = context.clock.now().getTime();
        if (result.state === 'pass') passedAt = endedAt;
        told(result, before);
      },
    },
    standing: (lateMs) => ({ check, environment, latest, passedAt, endedAt, lateMs, everyMs }),
    fault: () => fault,
    close: async () => kept.http.close(),
  };
}

/** A vault that cannot be read, or a fault of ours: nothing is known of the service, and the others are asked on. */
function unasked({ name, kind, environment }: PreparedCheck, { clock }: ActionContext, summary: string): CheckResult {
  const next = 'See `/health` of the watch, and mend what it names.';
  const startedAt = clock.now().toISOString();
  return { check: name, kind, environment, startedAt, durationMs: 0, state: 'unknown', summary, next, steps: [] };
}

function wordsOf(error: unknown): string {
  return error instanceof Failure
    ? `${error.data.what}: ${error.data.why}`
    : `Prestage itself failed: ${String(error)}`;
}
