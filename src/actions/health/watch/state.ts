import { isLate } from './standing.ts';
import type { HealthWatch } from './watch.ts';

/** Whether the watch itself can be relied on: what /health answers. */
export interface WatchState {
  readonly status: 'ok' | 'unreliable';
  /** One sentence each; none when all is well. */
  readonly reasons: readonly string[];
  readonly checks: number;
  readonly control: 'reachable' | 'unreachable' | 'not-configured' | 'not-asked';
}

const controlPatienceMs = 30_000;

export function stateOfWatch(watch: HealthWatch): WatchState {
  const standings = watch.standings();
  const late = standings.filter(isLate);
  const [first] = late;
  const control = watch.control() ?? 'not-asked';
  const reasons = [
    ...(first === undefined
      ? []
      : [`${late.length} of ${standings.length} checks are late, such as ${first.check} in ${first.environment}`]),
    ...(control === 'not-asked' ? ['the control target was not asked yet'] : []),
    ...(control === 'unreachable' ? ['the control target does not answer: this machine is cut off'] : []),
    ...(watch.controlLateMs() > controlPatienceMs ? ['the control target was not asked in time'] : []),
    ...watch.troubles(),
  ];
  return { status: reasons.length === 0 ? 'ok' : 'unreliable', reasons, checks: standings.length, control };
}
