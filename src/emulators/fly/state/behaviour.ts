/** How a launch of an image goes, in milliseconds of the emulator's clock. */
export interface Behaviour {
  /** From the launch to `started`. */
  readonly bootMs: number;
  /** Whether it ever gets there. */
  readonly starts: boolean;
  /** Whether its main process falls over again and again, so long after each start. */
  readonly crashesAfterMs?: number | undefined;
  readonly exitCode: number;
  /** Its checks: pass after `checksPassAfterMs` and the grace period, never, or by turns of three seconds. */
  readonly checks: 'pass' | 'never' | 'flap';
  readonly checksPassAfterMs: number;
  /** Of a release command, and of any other machine that is to end by itself. */
  readonly commandExitCode: number;
  readonly commandMs: number;
  /** Whether Fly gives up on the update and quietly has the machine as it was. */
  readonly reverts: boolean;
}

/** What was asked of this call by its faults. */
export type Conditions = ReadonlySet<string>;

const changes: Readonly<Record<string, Partial<Behaviour>>> = {
  'machine-never-starts': { starts: false },
  'check-never-passes': { checks: 'never' },
  'checks-flap': { checks: 'flap' },
  'crash-loop': { crashesAfterMs: 500, exitCode: 1 },
  'release-command-fails': { commandExitCode: 1 },
  'update-reverted': { reverts: true },
};

/** The image's own ways, as far as the call's faults leave them. */
export function behaviourOf(own: Behaviour, conditions: Conditions): Behaviour {
  let behaviour = own;
  for (const condition of conditions) behaviour = { ...behaviour, ...changes[condition] };
  return conditions.has('slow-boot') ? { ...behaviour, bootMs: behaviour.bootMs * 20 } : behaviour;
}
