import type { RunningEmulator, StartOptions } from '../emulator.ts';
import type { NamedFault } from '../fault/fault.ts';
import { createInstruments, type Instruments } from '../instruments.ts';
import { besideControl } from './beside-control.ts';
import { controlPath } from './control.ts';
import type { Certificate } from '../tls/certificate.ts';
import { listenHttp, type ShowCertificate } from './listen-http.ts';
import { underFaults, type HttpService } from './service.ts';

/** The certificates of a service that speaks TLS. */
export interface Secured {
  /** PEM: what a client is to trust. */
  readonly ca: string;
  /** The one that is shown while some things are so. */
  certificate(isSo: (condition: string) => boolean): Certificate;
}

/** An emulator of a service that speaks HTTP, as far as it is not the kit's. */
interface HttpEmulator<State> {
  readonly name: string;
  readonly catalogue: readonly NamedFault[];
  readonly state: State;
  /** What it answers like, such as `Chatwoot 4.6.0`. */
  readonly version?: string;
  service(instruments: Instruments): HttpService;
  /** TLS, when it has certificates. */
  readonly secure?: Secured;
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
  const address = { host: options.host ?? '127.0.0.1', port: options.port ?? 0 };
  const listener = await listenHttp(address, showing(emulator.secure, instruments));
  const stop = (): Promise<void> => {
    stopping.abort();
    return listener.stop();
  };
  const urls = { [name]: listener.url, control: `${listener.url}${controlPath}/` };
  const told = {
    urls,
    env: emulator.env(listener.url),
    ...(version === undefined ? {} : { version }),
    ...caOf(emulator.secure),
  };
  const running = { ...told, state, log, faults, clock, stop };
  const service = underFaults(instruments, emulator.service(instruments));
  listener.serve(besideControl({ name, catalogue, overHttp: true, ...running }, service));
  return running;
}

function showing(secure: Secured | undefined, { faults }: Instruments): ShowCertificate | undefined {
  return secure && (() => secure.certificate((condition) => faults.isSo(condition)));
}

function caOf(secure: Secured | undefined): { readonly ca?: string } {
  return secure === undefined ? {} : { ca: secure.ca };
}
