import { randomBytes } from 'node:crypto';
import { systemClock } from '../../core/clock.ts';
import { Secret } from '../../core/secret.ts';
import { defineEmulator, type RunningEmulator, type StartOptions } from '../kit/emulator.ts';
import { besideControl } from '../kit/http/beside-control.ts';
import { controlPath } from '../kit/http/control.ts';
import { forThisMachine } from '../kit/http/guard.ts';
import { listenHttp } from '../kit/http/listen-http.ts';
import { createInstruments } from '../kit/instruments.ts';
import { authority, listenOnLoopback, type Address } from '../kit/loopback.ts';
import { selfSigned, type Certificate } from '../kit/tls/certificate.ts';
import { smtpFaults } from './faults.ts';
import { inspectionRoutes } from './mailbox/inspection.ts';
import { Mailbox } from './mailbox/mailbox.ts';
import { FaultyServer } from './server.ts';

/** `given.user` and `secrets.password` are the login that it takes; made up when absent. */
export interface SmtpOptions extends StartOptions {
  /** STARTTLS, with a certificate made for this start: offered when absent. */
  readonly tls?: 'offered' | 'required' | 'off';
  /** The longest message that is taken, in bytes; 10 MiB when absent. */
  readonly sizeLimit?: number;
}

export const smtp = defineEmulator({
  name: 'smtp',
  summary: 'A mail server that asks for a login, keeps what it is sent and passes nothing on',
  catalogue: smtpFaults,
  start,
});

async function start(options: SmtpOptions = {}): Promise<RunningEmulator<Mailbox>> {
  const { host = '127.0.0.1', sizeLimit = 10 * 1024 * 1024 } = options;
  const instruments = createInstruments(options);
  const { clock, log, faults, stopping } = instruments;
  const state = new Mailbox();
  const login = loginOf(options);
  const tls = tlsOf(options.tls ?? 'offered', host);
  const server = new FaultyServer({ instruments, mailbox: state, sizeLimit, ...login, ...tls });
  const { mail, control } = await listen(server, host, options);
  const urls = {
    smtp: `smtp://${authority(mail)}`,
    messages: `${control.url}/messages`,
    control: `${control.url}${controlPath}/`,
  };
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.all([mail.stop(), control.stop()]);
  };
  const ca = tls.certificate === undefined ? {} : { ca: tls.certificate.cert };
  const running = { urls, env: envOf(mail, login, tls.certificate), ...ca, state, log, faults, clock, stop };
  const inspection = forThisMachine(inspectionRoutes(state).fetch);
  control.serve(besideControl({ name: smtp.name, catalogue: smtp.catalogue, ...running }, inspection));
  return running;
}

/** Both ports or none. */
async function listen(server: FaultyServer, host: string, { port = 0, controlPort = 0 }: SmtpOptions) {
  const control = await listenHttp({ host, port: controlPort });
  try {
    return { control, mail: await listenOnLoopback(server.server, { host, port }) };
  } catch (error) {
    await control.stop();
    throw error;
  }
}

interface Login {
  readonly user: string;
  readonly password: Secret;
}

function loginOf({ given = {}, secrets = {} }: SmtpOptions): Login {
  const { user } = given;
  const { password = new Secret('SMTP_PASSWORD', randomBytes(18).toString('base64url')) } = secrets;
  return { user: typeof user === 'string' ? user : `prestage-${randomBytes(3).toString('hex')}`, password };
}

/** The certificate is of this moment by real time, whatever the emulator's clock shows: clients judge it by theirs. */
function tlsOf(tls: 'offered' | 'required' | 'off', host: string): { tlsRequired: boolean; certificate?: Certificate } {
  if (tls === 'off') return { tlsRequired: false };
  return { tlsRequired: tls === 'required', certificate: selfSigned(host, systemClock.now()) };
}

function envOf({ host, port }: Address, { user, password }: Login, certificate: Certificate | undefined) {
  const ca = certificate === undefined ? {} : { SMTP_CA: certificate.cert };
  return { SMTP_HOST: host, SMTP_PORT: String(port), SMTP_USER: user, SMTP_PASSWORD: password, ...ca };
}
