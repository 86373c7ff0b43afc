import type { Json, JsonObject } from '../../core/json.ts';
import type { DeployStep } from './steps.ts';

/** What was done and measured, as facts and records have it. */
export function stepFacts(steps: readonly DeployStep[]): readonly Json[] {
  return steps.map(({ name, verdict, ms, reasons }) => ({ name, verdict, ms, reasons: [...reasons] }));
}

export function stepLines(steps: readonly DeployStep[]): string {
  return steps
    .map(
      ({ name, verdict, ms, reasons }) =>
        `${name}: ${verdict} after ${ms} ms${reasons.length === 0 ? '' : ` (${reasons.join('; ')})`}`,
    )
    .join('\n');
}

/** What of a way back is not Fly's, and is not covered yet. */
export const databaseHalf: JsonObject = { schema: 'unknown', backup: 'unknown' };

export const withoutDatabase = 'the schema and the data of its database are not part of it, and were left as they are';
