import type { SMTPServer } from 'smtp-server';
import type { Clock } from '../../core/clock.ts';
import type { FaultyConnection } from './connection.ts';
import type { Envelope, Mailbox } from './mailbox/mailbox.ts';

type OnData = Parameters<SMTPServer['onData']>;
type Stream = OnData[0];

interface Reception {
  readonly clock: Clock;
  readonly mailbox: Mailbox;
  /** Tells the client how it went. */
  readonly callback: OnData[2];
}

/**
 * Reads what follows DATA to its end, and only then lets it be a call: `MESSAGE`, to all its recipients. Rejects when
 * the client goes away in the middle: there is no message then, and nobody to tell.
 */
export async function receive(stream: Stream, connection: FaultyConnection, reception: Reception): Promise<void> {
  const { clock, mailbox, callback } = reception;
  const raw = await read(stream);
  const envelope = envelopeOf(connection);
  const refuse = (status: number, text: string): void => {
    callback(Object.assign(new Error(text), { responseCode: status }));
  };
  const act = (): void => {
    if (raw === undefined) refuse(552, 'Message exceeds the size limit');
    else callback(null, `Queued as ${mailbox.keep(envelope, raw, clock.now()).id}`);
  };
  connection.take({ method: 'MESSAGE', path: envelope.to.join(','), bytes: stream.byteLength }, { act, refuse });
}

/** Nothing, when it is longer than the limit that was announced. */
async function read(stream: Stream): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (!stream.sizeExceeded && Buffer.isBuffer(chunk)) chunks.push(chunk);
  return stream.sizeExceeded ? undefined : Buffer.concat(chunks);
}

function envelopeOf({ session, secure }: FaultyConnection): Envelope {
  const { mailFrom, rcptTo } = session.envelope;
  const user = typeof session.user === 'string' ? session.user : '';
  return { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address), user, secure };
}
