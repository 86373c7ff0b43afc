import type { RunningEmulator, StartOptions } from '../emulator.ts';
import type { NamedFault } from '../fault/fault.ts';
import { createInstruments, type Instruments } from '../instruments.ts';
import { besideControl } from './beside-control.ts';
import { controlPath } from './control.ts';
import { listenHttp, type HttpHandler } from './listen-http.ts';
import { underFaults } from './service.ts';

/** An emulator of a service that speaks HTTP, as far as it is not the kit's. */
interface HttpEmulator<State> {
  readonly name: string;
  readonly catalogue: readonly NamedFault[];
  readonly state: State;
  /** The service itself, the `fetch` of a hono app for instance. */
  service(instruments: Instruments): HttpHandler;
  /** What a client needs, given where the service is. */
  env(url: string): RunningEmulator['env'];
}

/** Starts it: the service under faults, and the control plane beside it on the same port. */
export async function startHttpEmulator<State>(
  emulator: HttpEmulator<State>,
  options: StartOptions = {},
): Promise<RunningEmulator<State>> {
  const { name, catalogue, state } = emulator;
  const instruments = createInstruments(options);
  const { clock, log, faults, stopping } = instruments;
  const listener = await listenHttp({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  const stop = (): Promise<void> => {
    stopping.abort();
    return listener.stop();
  };
  const urls = { [name]: listener.url, control: `${listener.url}${controlPath}/` };
  const running = { urls, env: emulator.env(listener.url), state, log, faults, clock, stop };
  const service = underFaults(instruments, emulator.service(instruments));
  listener.serve(besideControl({ name, catalogue, ...running }, service));
  return running;
}
