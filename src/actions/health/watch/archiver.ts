import { performance } from 'node:perf_hooks';
import type { ActionContext } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import { countsOf, stateOf } from '../outcome.ts';
import { healthRecordSchema } from '../record-schema.ts';
import type { CheckResult, HealthRecord } from '../result.ts';

/** What an environment's checks came to by now. */
export interface Snapshot {
  readonly control: HealthRecord['control'];
  readonly results: readonly CheckResult[];
}

/** Archives what an environment's checks came to, when one of them changes and every so often. */
export interface Archiver {
  /** A check has changed: the next tick writes a record. */
  changed(): void;
  /** Called again and again. Writes when there is reason to; one record at a time. */
  tick(): Promise<void>;
  /** Why the last record could not be written; undefined when it was. */
  readonly trouble: () => string | undefined;
}

export interface ArchiverOptions {
  readonly context: ActionContext;
  readonly environment: string;
  /** Milliseconds after which a record is written although nothing has changed. */
  readonly everyMs: number;
  /** Undefined until every check was asked for the first time. */
  readonly snapshot: () => Snapshot | undefined;
}

const lookEveryMs = 5_000;

export function createArchiver({ context, environment, everyMs, snapshot }: ArchiverOptions): Archiver {
  let written: string | undefined;
  let [writtenAt, lookedAt] = [-Infinity, -Infinity];
  let hasChanged = false;
  let trouble: string | undefined;
  let writing: Promise<void> | undefined;
  const write = async (found: Snapshot, states: string): Promise<void> => {
    try {
      await archive(context, recordOf(found, context, environment));
      [written, writtenAt, trouble] = [states, performance.now(), undefined];
    } catch (error) {
      // It is told by /health, and tried again: whoever watches must not end because a disk is full.
      trouble = context.redact(error instanceof Failure ? `${error.data.what}: ${error.data.why}` : String(error));
    } finally {
      writing = undefined;
    }
  };
  return {
    changed: () => void (hasChanged = true),
    async tick() {
      if (writing !== undefined) return writing;
      // That a check is late is no event: it is looked for.
      if (!hasChanged && performance.now() - lookedAt < lookEveryMs) return undefined;
      const found = snapshot();
      [hasChanged, lookedAt] = [false, performance.now()];
      if (found === undefined) return undefined;
      const states = found.results.map(({ check, state, code }) => `${check} ${state} ${code ?? ''}`).join('\n');
      if (states === written && performance.now() - writtenAt < everyMs) return undefined;
      return (writing = write(found, states));
    },
    trouble: () => trouble,
  };
}

/** It says what is so at its moment; each result says when it was asked for. */
function recordOf({ control, results }: Snapshot, { clock, mode }: ActionContext, environment: string): HealthRecord {
  return {
    format: 'prestage.health/1',
    environment,
    mode,
    startedAt: clock.now().toISOString(),
    durationMs: Math.max(0, ...results.map(({ durationMs }) => durationMs)),
    control,
    state: stateOf(results),
    results,
  };
}

async function archive(context: ActionContext, record: HealthRecord): Promise<void> {
  const content = healthRecordSchema.parse(record);
  const { state, startedAt, durationMs, control } = content;
  await context.archive('health', {
    content,
    line: { state, startedAt, durationMs, control, counts: countsOf(record.results) },
  });
}
