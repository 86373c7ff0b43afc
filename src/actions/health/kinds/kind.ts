import type { ZodType } from 'zod';
import type { ActionContext } from '../../../core/action.ts';
import type { StandInRequest } from '../../../core/stand-in.ts';
import type { HttpClient } from '../../../services/http/client.ts';
import type { Finding } from '../result.ts';

/** What a check of some kind is asked with. */
export interface Probe<Settings> {
  /** Its name in the config. */
  readonly check: string;
  readonly environment: string;
  readonly settings: Settings;
  /** Secrets, places and databases come through it; nothing is kept or archived by a kind itself. */
  readonly context: ActionContext;
  /** Ends the asking before its time; nothing does when absent. */
  readonly ending?: AbortSignal | undefined;
  /** How often a request may be tried again. */
  readonly retries: number;
  /** Milliseconds that are left of the check's time: whatever is waited for is over by then. */
  readonly remaining: () => number;
  /** The connections of a check that is asked again and again, which keeps them; a kind opens its own when absent. */
  readonly http?: HttpClient | undefined;
}

/** One kind of check: a file here, and a line in registry.ts. */
export interface CheckKind<Settings> {
  readonly kind: string;
  /** Of one check in the config, without `kind` and what all checks have. */
  readonly settings: ZodType<Settings>;
  /** What a rehearsal starts for it. */
  standIns?(settings: Settings, environment: string): readonly StandInRequest[];
  /** Asks the world once. Throws nothing for what the world does: that is a finding. */
  probe(probe: Probe<Settings>): Promise<Finding>;
}

/** A kind with its types forgotten: what the registry holds. */
export type AnyKind = CheckKind<unknown>;

export function defineKind<Settings>(kind: CheckKind<Settings>): AnyKind {
  return kind;
}
