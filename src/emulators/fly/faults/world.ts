import type { World } from '../machines/call.ts';
import { isGone, type Machine } from '../state/machine.ts';
import { settle } from '../state/timeline.ts';

/** What is so in the world while a fault is on: done again at each call that it strikes, and once done it stays. */
export function worldChanges({ state, clock }: World, conditions: ReadonlySet<string>): void {
  const wanted = [...conditions].flatMap((condition) => changes[condition] ?? []);
  if (wanted.length === 0) return;
  const now = clock.now().getTime();
  for (const { machines } of state.apps.values()) {
    for (const machine of machines) settle(machine, now);
    const living = machines.filter((machine) => !isGone(machine));
    for (const change of wanted) change(living);
  }
}

const changes: Readonly<Record<string, (living: readonly Machine[]) => void>> = {
  'machine-stopped': ([first]) => rest(first, 'stopped'),
  'machine-suspended': ([first]) => rest(first, 'suspended'),
  'all-stopped': (living) => living.forEach((machine) => rest(machine, 'stopped')),
  'no-machines': (living) => living.forEach((machine) => rest(machine, 'destroyed')),
};

function rest(machine: Machine | undefined, state: Machine['state']): void {
  if (machine?.state !== 'started') return;
  machine.state = state;
  machine.startedAt = undefined;
  machine.due = undefined;
}
