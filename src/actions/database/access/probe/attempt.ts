import type { AccessRows, AccessVerb, AccessWay } from '../types.ts';
import type { Probe } from './server.ts';
import { settingsOf, type Asking, type LyingRow, type Subject } from './subject.ts';

/** Rows that are counted together. */
export interface Counted {
  readonly rows: AccessRows;
  readonly size: number;
  /** Which they are; absent where they lie nowhere. */
  readonly of?: readonly LyingRow[];
  /** Whose world is the plain one: that of the first row that we made. */
  readonly home?: string;
}

/** A probe, and what its counts mean. */
export interface Attempt {
  readonly object: string;
  readonly persona: string;
  readonly verb: AccessVerb;
  readonly way: AccessWay;
  readonly probe: Probe;
  /** Whose rows were counted, in the order of the counts, and how many there are of them. */
  readonly counted: readonly Counted[];
  /** `seen`: the rows that were reached are named; `left`: those that were not; `done`: it went through, or not. */
  readonly counts: 'seen' | 'left' | 'done';
  readonly columns?: readonly string[];
  /** Where one column is changed by itself: which, and to what. */
  readonly setting?: Setting;
}

export interface Setting {
  readonly column: string;
  readonly to: string;
  /** All that the role may name. */
  readonly of: readonly string[];
}

export type Made = Pick<Attempt, 'verb' | 'way' | 'counted' | 'counts' | 'columns' | 'setting'> &
  Pick<Probe, 'sql' | 'before' | 'after'>;

export function attemptOf(subject: Subject, { persona }: Asking, made: Made): Attempt {
  const { sql, before, after, ...attempt } = made;
  return {
    ...attempt,
    object: subject.object,
    persona: persona.name,
    probe: {
      role: persona.role,
      set: settingsOf(persona),
      sql,
      reads: attempt.counts === 'seen',
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  };
}

export function isSpared({ large }: Pick<Subject['relation'], 'large'>, { scratch }: Pick<Asking, 'scratch'>): boolean {
  return large && !scratch;
}
