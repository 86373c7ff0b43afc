import type { Json } from '../../../../core/json.ts';
import type { DiagnosisCode } from '../../diagnosis.ts';
import type { State, StepRecord } from '../../result.ts';

/** One thing that is not as it is wanted. */
export interface Trouble {
  readonly state: Exclude<State, 'pass'>;
  readonly code: DiagnosisCode;
  readonly summary: string;
  readonly next: string;
}

/** An answer, as far as a judge sees it. */
export interface Answer {
  readonly status: number;
  /** By name in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Undefined when it was no JSON. */
  readonly body: unknown;
}

/** What one answer comes to: what may be kept of it, and what is wrong. No troubles: all that was wanted is there. */
export interface Judgement {
  readonly fields: Readonly<Record<string, Json>>;
  readonly conditions: StepRecord['conditions'];
  readonly troubles: readonly Trouble[];
}

export const nothingWrong: Judgement = { fields: {}, conditions: [], troubles: [] };

export function troubled(...troubles: readonly Trouble[]): Judgement {
  return { ...nothingWrong, troubles };
}
