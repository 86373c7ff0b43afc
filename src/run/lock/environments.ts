import type { Catalogue } from '../../core/action.ts';
import type { BoundOrder, Step } from '../../core/binding.ts';
import type { Finding } from '../../core/order.ts';

/** Every step that will run: those of the tasks that are not left out, of the boxes, the monitoring line, the rollback. */
export function stepsThatRun(bound: BoundOrder, leftOut: ReadonlyMap<string, string>): readonly Step[] {
  return [
    ...bound.tasks.filter(({ item }) => !leftOut.has(item.number)).flatMap(({ steps }) => steps),
    ...bound.boxes.flatMap(({ steps }) => steps),
    ...(bound.monitoring?.steps ?? []),
    ...(bound.rollback?.steps ?? []),
  ];
}

/** The environments that steps change, each once, in the order of their names: everyone takes their locks in this order. */
export async function environmentsOf(steps: readonly Step[], catalogue: Catalogue): Promise<readonly string[]> {
  const changed = await Promise.all(
    steps.map(async ({ action, environment }) => {
      const isChanged = environment !== undefined && (await catalogue.load(action))?.effects === 'environment';
      return isChanged ? [environment] : [];
    }),
  );
  return [...new Set(changed.flat())].toSorted();
}

/** Said, not silent: this environment is changed without a lock. */
export function notLocked(environment: string, file: string): Finding {
  return {
    rule: 'lock.not-held',
    severity: 'warning',
    file,
    line: 1,
    message: `The lock on ${environment} is not held: no database configured`,
    fix: `Name its Postgres in prestage.config.ts, environments.${environment}.database, or see to it that nobody else works on ${environment}.`,
  };
}
