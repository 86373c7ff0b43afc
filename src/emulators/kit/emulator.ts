import type { Json } from '../../core/json.ts';
import type { Secret } from '../../core/secret.ts';
import type { Chosen } from './choice.ts';
import type { CallLog } from './call-log.ts';
import type { AdjustableClock } from './clock.ts';
import type { NamedFault } from './fault/fault.ts';
import type { Switchboard } from './fault/switchboard.ts';
import type { InstrumentOptions } from './instruments.ts';

export interface StartOptions extends InstrumentOptions {
  /** The loopback address to bind, 127.0.0.1 when absent. Any other is refused. */
  readonly host?: string;
  /** The service's port; a free one when absent or 0. */
  readonly port?: number;
  /** The control plane's port, where the service itself does not speak HTTP; a free one when absent or 0. */
  readonly controlPort?: number;
  /** What the service would know, such as account numbers: each emulator says what it takes. */
  readonly given?: Readonly<Record<string, Json>>;
  /** The credentials that it accepts, by role; made up when absent. */
  readonly secrets?: Readonly<Record<string, Secret>>;
}

export interface RunningEmulator<State = unknown> {
  /** What listens, by name, without credentials. `control` is always there. */
  readonly urls: Readonly<Record<string, string>> & { readonly control: string };
  /** What a client needs to reach it. Its secrets are made at start and good for nothing else. */
  readonly env: Readonly<Record<string, string | Secret>>;
  /** What it answers like, such as `Chatwoot 4.6.0`. */
  readonly version?: string;
  /** PEM: the certificate that it shows, made for this start. */
  readonly ca?: string;
  /** What the emulated service knows: read it to see what a client really did. */
  readonly state: State;
  readonly log: CallLog;
  readonly faults: Switchboard;
  readonly clock: AdjustableClock;
  /** Ends every connection and frees the ports. May be called twice. */
  readonly stop: () => Promise<void>;
}

export interface EmulatorDefinition<State = unknown, Options extends StartOptions = StartOptions> {
  readonly name: string;
  readonly summary: string;
  /** The faults that can be asked for by name. */
  readonly catalogue: readonly NamedFault[];
  /** How it is started as a command chose it; the registry lists its choices. */
  asChosen?(chosen: Chosen): Options;
  start(options?: Options): Promise<RunningEmulator<State>>;
}

export function defineEmulator<State, Options extends StartOptions>(
  definition: EmulatorDefinition<State, Options>,
): EmulatorDefinition<State, Options> {
  return definition;
}
