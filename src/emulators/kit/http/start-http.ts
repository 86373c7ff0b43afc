import type { RunningEmulator, StartOptions } from '../emulator.ts';
import type { NamedFault } from '../fault/fault.ts';
import { createInstruments, type Instruments } from '../instruments.ts';
import { besideControl } from './beside-control.ts';
import { controlPath } from './control.ts';
import { listenHttp } from './listen-http.ts';
import { underFaults, type HttpService } from './service.ts';

/** An emulator of a service that speaks HTTP, as far as it is not the kit's. */
interface HttpEmulator<State> {
  readonly name: string;
  readonly catalogue: readonly NamedFault[];
  readonly state: State;
  /** What it answers like, such as `Chatwoot 4.6.0`. */
  readonly version?: string;
  service(instruments: Instruments): HttpService;
  /** What a client needs, given where the service is. */
  env(url: string): RunningEmulator['env'];
}

/** Starts it: the service under faults, and the control plane beside it on the same port. */
export async function startHttpEmulator<State>(
  emulator: HttpEmulator<State>,
  options: StartOptions = {},
): Promise<RunningEmulator<State>> {
  const { name, catalogue, state, version } = emulator;
  const instruments = createInstruments(options);
  const { clock, log, faults, stopping } = instruments;
  const listener = await listenHttp({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  const stop = (): Promise<void> => {
    stopping.abort();
    return listener.stop();
  };
  const urls = { [name]: listener.url, control: `${listener.url}${controlPath}/` };
  const told = { urls, env: emulator.env(listener.url), ...(version === undefined ? {} : { version }) };
  const running = { ...told, state, log, faults, clock, stop };
  const service = underFaults(instruments, emulator.service(instruments));
  listener.serve(besideControl({ name, catalogue, overHttp: true, ...running }, service));
  return running;
}
