import type { GateName } from '../settings.ts';
import { backupGate } from './backup.ts';
import type { Gate, GateAnswer, GateScene } from './gate.ts';
import { imageGate } from './image.ts';
import { windowGate } from './window.ts';

/** The one list of gates. A name without a gate is one that its area does not have yet. */
const gates: Readonly<Partial<Record<GateName, Gate>>> = {
  backup: backupGate,
  image: imageGate,
  window: windowGate,
};

export interface GateResult extends GateAnswer {
  readonly name: GateName;
}

/** Asks each that the config names, in its order. One that is absent is unknown, and not green. */
export async function askGates(scene: GateScene): Promise<readonly GateResult[]> {
  const asked = scene.place.settings.gates.map(async (name): Promise<GateResult> => {
    const gate = gates[name];
    const answer: GateAnswer =
      gate === undefined
        ? { verdict: 'unknown', why: `no area says yet whether the gate \`${name}\` holds` }
        : await gate(scene);
    return { name, ...answer };
  });
  return Promise.all(asked);
}
