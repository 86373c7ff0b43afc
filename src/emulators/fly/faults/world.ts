import type { World } from '../machines/call.ts';
import { machineId } from '../state/ids.ts';
import { current, isGone, type Machine } from '../state/machine.ts';
import type { Volume } from '../state/state.ts';
import { settle } from '../state/timeline.ts';

/** What is so in the world while a fault is on: done again at each call that it strikes, and once done it stays. */
export function worldChanges({ state, clock }: World, conditions: ReadonlySet<string>): void {
  const wanted = [...conditions].flatMap((condition) => changes[condition] ?? []);
  if (wanted.length === 0) return;
  const now = clock.now().getTime();
  for (const { machines, volumes } of state.apps.values()) {
    for (const machine of machines) settle(machine, now);
    const living = machines.filter((machine) => !isGone(machine));
    for (const change of wanted) change(living, volumes);
  }
}

const changes: Readonly<Record<string, (living: readonly Machine[], volumes: Volume[]) => void>> = {
  'machine-stopped': ([first]) => rest(first, 'stopped'),
  'machine-suspended': ([first]) => rest(first, 'suspended'),
  'all-stopped': (living) => living.forEach((machine) => rest(machine, 'stopped')),
  'volume-attached': ([first], volumes) => mount(first, volumes),
  'no-machines': (living) => living.forEach((machine) => rest(machine, 'destroyed')),
};

function rest(machine: Machine | undefined, state: Machine['state']): void {
  if (machine?.state !== 'started') return;
  machine.state = state;
  machine.startedAt = undefined;
  machine.due = undefined;
}

/** As if it had been made with one: its config says so, in the version that it has. */
function mount(machine: Machine | undefined, volumes: Volume[]): void {
  if (machine === undefined || volumes.some(({ attachedTo }) => attachedTo === machine.id)) return;
  const id = `vol_${machineId(machine.id)}`;
  volumes.push({ id, name: 'data', region: machine.region, sizeGb: 1, attachedTo: machine.id });
  const version = current(machine);
  const mounts = [{ volume: id, path: '/data', name: 'data', encrypted: true, size_gb: 1 }];
  machine.versions.splice(-1, 1, { ...version, config: { ...version.config, mounts } });
}
