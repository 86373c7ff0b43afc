import { readHeaders, type Header } from './headers.ts';

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
  /** Who had logged in. */
  readonly user: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
}

export interface Message extends Envelope {
  /** Counts from 1 as long as the emulator runs. */
  readonly id: string;
  /** By the emulator's clock. */
  readonly at: string;
  readonly headers: readonly Header[];
  /** As it was sent, dots unstuffed. */
  readonly raw: Buffer;
}

/** Everything that was accepted, whoever it was for: nothing is ever sent on. */
export class Mailbox {
  #messages: Message[] = [];
  #kept = 0;

  /** In the order of arrival. */
  get messages(): readonly Message[] {
    return [...this.#messages];
  }

  keep(envelope: Envelope, raw: Buffer, at: Date): Message {
    this.#kept += 1;
    const message = { id: String(this.#kept), at: at.toISOString(), ...envelope, headers: readHeaders(raw), raw };
    this.#messages.push(message);
    return message;
  }

  find(id: string): Message | undefined {
    return this.#messages.find((message) => message.id === id);
  }

  empty(): void {
    this.#messages = [];
  }

  /** What the control plane shows: `bytes` in place of the message itself. */
  toJSON() {
    return { messages: this.#messages.map(({ raw, ...shown }) => ({ ...shown, bytes: raw.length })) };
  }
}
