import type { ActionContext } from '../../../core/action.ts';
import type { Verdict } from '../../../core/verdict.ts';
import type { ForwardData } from '../data.ts';
import type { FlyPlace } from '../place.ts';

/** What a gate looks at. */
export interface GateScene {
  readonly context: ActionContext;
  readonly place: FlyPlace;
  readonly data: ForwardData;
}

export interface GateAnswer {
  readonly verdict: Extract<Verdict, 'verified' | 'failed' | 'unknown'>;
  /** One sentence: what was seen. */
  readonly why: string;
  readonly fix?: string;
}

/** A condition that must hold before production changes. Looks, and changes nothing. */
export type Gate = (scene: GateScene) => Promise<GateAnswer>;
