import type { ArmedFault, Faultable } from './fault.ts';

/** A fault of a rehearsal, as it was asked for, and what it did. */
export interface ToldFault extends Omit<ArmedFault, 'name'> {
  /** `chatwoot:worker-dead@staging` */
  readonly fault: string;
}

export function toldFaults(standing: readonly Faultable[]): readonly ToldFault[] {
  return standing.flatMap(({ service, environment, armed }) =>
    armed().map(({ name, ...counts }) => ({
      fault: `${service}:${name}${environment === undefined ? '' : `@${environment}`}`,
      ...counts,
    })),
  );
}
