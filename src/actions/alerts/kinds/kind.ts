import { z } from 'zod';
import { duration } from '../../notify/duration.ts';
import { severities, type AlertRule, type RuleMeans } from '../rule.ts';

/** What the target of a drill shows: fine, broken, or nothing at all. */
export type TargetState = 'good' | 'bad' | 'silent';

/** A target that shows what the rules of one definition look at; its counters go on from call to call. */
export interface Behaviour {
  /** In the text format of Prometheus. `now` is a moment in milliseconds. */
  show(state: TargetState, now: number): readonly string[];
}

/** Of what rules are made: settings in, rules out, and what makes them fire. */
export interface AlertKind<Settings> {
  readonly rules: (settings: Settings, means: RuleMeans) => readonly AlertRule[];
  readonly behaviour: (settings: Settings, means: RuleMeans) => Behaviour;
}

export const metricName = z.string().regex(/^[a-zA-Z_:][\w:]*$/u, 'is no name of a metric');
export const labelName = z.string().regex(/^[a-zA-Z_]\w*$/u, 'is no name of a label');

/** What every definition takes. */
export const common = {
  owner: z.string().min(1).optional().describe('Who it belongs to; the owner of all when absent.'),
  selector: z
    .record(labelName, z.string())
    .optional()
    .describe('Labels that its series have, such as `{ job: "shop" }`.'),
  steps: z
    .array(z.string().min(1))
    .default([])
    .describe('What to do, before what is always to be done: for the runbook.'),
};

export const ofEnvironments = {
  environments: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Those whose series have to be there: their label `environment`.'),
};

export const severity = z.enum(severities);
export { duration };
