import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { SMTPServer } from 'smtp-server';
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import type { Arrival } from '../kit/call-log.ts';
import { turnsAway, type StatusTrouble } from '../kit/fault/fault.ts';
import { admit, type Admission, type Instruments } from '../kit/instruments.ts';
import { readCommand } from './command.ts';

/** How one call goes on once it is known what awaits it. */
interface Steps {
  readonly act: () => void;
  readonly refuse: (status: number, text: string) => void;
}

type Reply = Parameters<SMTPConnection['send']>;

/**
 * A connection whose commands are calls: each is logged, and may be struck by a fault, on its way in or on its
 * reply's way out. `CONNECT` is the connection itself, `MESSAGE` what follows DATA.
 *
 * smtp-server has hooks for some commands alone. Here stand its two narrow places that every command passes.
 */
export class FaultyConnection extends SMTPConnection {
  readonly #instruments: Instruments;
  /** The call whose last reply is still to come. Commands are handled one at a time, so there is but one. */
  #open: Admission | undefined;

  constructor(
    instruments: Instruments,
    ...[server, socket, options]: [SMTPServer, Socket | TLSSocket, SMTPConnectionOptions?]
  ) {
    super(server, socket, options);
    this.#instruments = instruments;
  }

  /** Without the tenth of a second that smtp-server waits to catch those who talk before the banner. */
  override init(): void {
    const refuse = (status: number, text: string): void => {
      super.send(status, text, false);
      this.close();
    };
    this._setListeners(() => {
      this.take(
        { method: 'CONNECT', path: this.remoteAddress, bytes: 0 },
        { act: () => this.connectionReady(), refuse },
      );
    });
  }

  override _onCommand(command: Buffer, callback?: () => void): void {
    const act = (): void => super._onCommand(command, callback);
    const refuse = (status: number, text: string): void => {
      super.send(status, text);
      callback?.();
    };
    // Lines within AUTH belong to the call that AUTH opened; those that come before the banner or into the TLS
    // handshake are none.
    if (this._nextHandler !== false || !this._ready || this._upgrading) act();
    else this.take(readCommand(command), { act, refuse });
  }

  override send(...reply: Reply): void {
    const [code] = reply;
    const open = this.#open;
    const asksForMore = code === 334;
    if (open === undefined || asksForMore) return super.send(...reply);
    this.#open = undefined;
    const { note, trouble } = open;
    if (trouble?.kind === 'drop') return this.#cut();
    note({ status: trouble?.kind === 'status' ? trouble.status : code });
    if (trouble?.kind === 'status') return super.send(trouble.status, textOf(trouble));
    if (trouble?.kind === 'truncate') return this.#breakOff(lineOf(reply), trouble.bytes);
    if (trouble?.kind === 'malformed') return this.#babble();
    return super.send(...reply);
  }

  /** Logs a call, draws its faults, and goes on as they say. */
  take(arrival: Arrival, steps: Steps): void {
    admit(this.#instruments, arrival)
      .then((admission) => this.#proceed(admission, steps))
      .catch(() => this.#cut());
  }

  #proceed(admission: Admission, steps: Steps): void {
    const { note, trouble } = admission;
    if (trouble === undefined || !turnsAway(trouble)) {
      this.#open = admission;
      steps.act();
    } else if (trouble.kind === 'drop') {
      this.#cut();
    } else {
      note({ status: trouble.status });
      steps.refuse(trouble.status, textOf(trouble));
    }
  }

  #cut(): void {
    this._socket.destroy();
  }

  /** At least its line end is kept back. */
  #breakOff(line: string, bytes: number): void {
    this._socket.write(line.slice(0, Math.min(bytes, line.length - 2)));
    this.close();
  }

  #babble(): void {
    this._socket.write('\u0000 no reply of SMTP\r\n');
  }
}

function textOf(trouble: StatusTrouble): string {
  return trouble.body ?? 'Refused on demand';
}

function lineOf([code, data]: Reply): string {
  return `${code} ${Array.isArray(data) ? data.join(' ') : (data ?? '')}\r\n`;
}
