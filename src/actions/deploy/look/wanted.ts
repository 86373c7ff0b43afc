import type { RestorePoint } from '../point/point.ts';
import type { WantedApp } from './judge-app.ts';

interface Expectation {
  readonly point: RestorePoint;
  readonly newerThan: number;
  readonly answeredBefore: boolean;
}

/** Every machine of the point, on another image. */
export function wantedWith(digest: string, { point, newerThan, answeredBefore }: Expectation): WantedApp {
  const machines = point.machines.map(({ id, mayBeStopped }) => ({ id, mayBeStopped }));
  return { digest, machines, newerThan, answeredBefore };
}
