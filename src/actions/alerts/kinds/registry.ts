import { z } from 'zod';
import type { AlertRule, RuleMeans } from '../rule.ts';
import { ageKind, ageSettings } from './age.ts';
import { expiryKind, expirySettings } from './expiry.ts';
import { ingestionKind, ingestionSettings } from './ingestion.ts';
import type { AlertKind, Behaviour } from './kind.ts';
import { latencyKind, latencySettings } from './latency.ts';
import { levelKind, levelSettings } from './level.ts';

/** What can be defined: a new kind is a file and two lines here. */
export const definition = z.discriminatedUnion('kind', [
  ageSettings,
  expirySettings,
  ingestionSettings,
  latencySettings,
  levelSettings,
]);

export type Definition = z.infer<typeof definition>;

export function rulesOf(settings: Definition, means: RuleMeans): readonly AlertRule[] {
  return bound(settings).rules(means);
}

export function behaviourOf(settings: Definition, means: RuleMeans): Behaviour {
  return bound(settings).behaviour(means);
}

interface Bound {
  readonly rules: (means: RuleMeans) => readonly AlertRule[];
  readonly behaviour: (means: RuleMeans) => Behaviour;
}

function bound(settings: Definition): Bound {
  if (settings.kind === 'age') return of(ageKind, settings);
  if (settings.kind === 'expiry') return of(expiryKind, settings);
  if (settings.kind === 'ingestion') return of(ingestionKind, settings);
  if (settings.kind === 'latency') return of(latencyKind, settings);
  return of(levelKind, settings);
}

function of<Settings>({ rules, behaviour }: AlertKind<Settings>, settings: Settings): Bound {
  return { rules: (means) => rules(settings, means), behaviour: (means) => behaviour(settings, means) };
}
