import type { ActionContext } from '../../../core/action.ts';
import type { FailureData } from '../../../core/failure.ts';
import type { IncidentAction } from '../incidents/incident.ts';
import type { Digest } from '../message/digest.ts';

/** What a channel is handed: the message, and the world through the context alone. */
export interface Dispatch {
  readonly context: ActionContext;
  readonly digest: Digest;
  /** Milliseconds, for one message. */
  readonly timeoutMs: number;
}

/** What became of it. */
export interface Taken {
  /** The actions that were taken. */
  readonly ids: readonly string[];
  /** One line: whose words they are, it says. */
  readonly words: string;
  /** To whom they are still owed, of those who were to get them. */
  readonly later?: readonly string[];
  /** The mail that they went in, or may have gone in. */
  readonly messageId?: string;
  /** Why not all were. */
  readonly failure?: FailureData;
  /** They may have been taken all the same: sent again, they may arrive twice. */
  readonly mayBeTaken?: boolean;
}

/** How one channel did in one run. */
export interface Delivery extends Taken {
  readonly channel: string;
  readonly kind: string;
  /** `unknown` when nothing could be tried, as without a credential. */
  readonly verdict: 'accepted' | 'failed' | 'unknown';
  readonly durationMs: number;
}

export function idsOf(actions: readonly IncidentAction[]): readonly string[] {
  return actions.map(({ id }) => id);
}
