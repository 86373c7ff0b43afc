import type { Exposure } from '../../../../src/core/scratch.ts';
import type { PersonaName } from './personas.ts';

/** One statement of one persona. It is tried in a transaction that is rolled back. */
export interface Trial {
  readonly persona: PersonaName;
  readonly sql: string;
}

/** A schema that gives everyone exactly what it is meant to give. */
export interface CorrectSchema {
  readonly id: string;
  /** The line of the table. */
  readonly words: string;
  readonly exposure: Exposure;
  /** The first migration. */
  readonly sql: string;
  /** Rows of more than one owner. */
  readonly rows: string;
  /** What it is meant to give: how many rows the statement reaches, `refused`, or the error that it ends in. */
  readonly intent: readonly (Trial & { readonly reaches: number | 'refused' | `error ${string}` })[];
  /** A later migration that writes the same access in other words: no one may raise an alarm about it. */
  readonly rewritten: string;
}

/** `none`: it is wider whoever asks, and whatever for. */
type Verb = 'select' | 'insert' | 'update' | 'delete' | 'execute' | 'none';

/** A mistake of a later migration. */
export interface Leak {
  readonly id: string;
  /** The line of the table. */
  readonly words: string;
  readonly sql: string;
  /** Of what belongs to the whole server, and would reach the next database. */
  readonly undo?: string;
  /** What is wider than it was, as the matrix names it. `broken` says that its policy ends in an error instead. */
  readonly object: string;
  readonly verb: Verb;
  readonly effect?: 'broken';
  /** Reaches more rows after the mistake than before it; where it breaks a policy, it ends in an error after it. */
  readonly trial: Trial;
}

/** Leaks that are planted in one correct schema. */
export interface Family {
  readonly schema: CorrectSchema;
  readonly leaks: readonly Leak[];
}
