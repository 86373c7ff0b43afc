import type { Frame } from './frames.ts';

/** What a client asks for before it logs in: the second number of a message without a type. */
export const requests = { ssl: 80_877_103, gss: 80_877_104, cancel: 80_877_102 } as const;

export interface Startup {
  readonly user: string;
  readonly database: string;
}

export function requestOf({ body }: Frame): number {
  return body.length < 4 ? 0 : body.readInt32BE(0);
}

/** Who logs in where; the database is called like the user when none is named. */
export function readStartup({ body }: Frame): Startup {
  const words = body.toString('utf8', 4).split('\0');
  const parameters = new Map<string, string>();
  for (let index = 0; index + 1 < words.length; index += 2) parameters.set(words[index] ?? '', words[index + 1] ?? '');
  const user = parameters.get('user') ?? '';
  return { user, database: parameters.get('database') ?? user };
}

export function query(sql: string): Buffer {
  return message('Q', text(sql));
}

/** Asks for the password as it is: over loopback, and it is good for this emulator alone. */
export function passwordRequest(): Buffer {
  return message('R', Buffer.of(0, 0, 0, 3));
}

export function readPassword({ body }: Frame): string {
  return body.toString('utf8').replace(/\0$/, '');
}

/** `code` is a SQLSTATE. After FATAL the server hangs up. */
export function errorResponse(severity: 'ERROR' | 'FATAL', code: string, words: string): Buffer {
  const fields = [`S${severity}`, `V${severity}`, `C${code}`, `M${words}`];
  return message('E', ...fields.map(text), Buffer.of(0));
}

/** The server waits for rows, as text. How many columns they have it does not say. */
export function copyInResponse(): Buffer {
  return message('G', Buffer.of(0, 0, 0));
}

/** The server waits for the next query; `status` is I (idle), T (in a transaction) or E (in a failed one). */
export function readyForQuery(status: string): Buffer {
  return message('Z', Buffer.from(status, 'latin1'));
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}

function message(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(type.length + 4);
  head.write(type, 'latin1');
  head.writeInt32BE(4 + body.length, type.length);
  return Buffer.concat([head, body]);
}
