import type { CliError } from '../../../services/supabase/schema.ts';

/** What the CLI says of a file that failed. Its JSON names neither the file nor those before it. */
export interface CliWords {
  /** From 0, as the CLI counts; the one after a file's last is the row of history. */
  readonly statement?: number;
  /** The server's words, on one line. */
  readonly words: string;
}

export function readCliWords({ message, code }: CliError): CliWords {
  const number = /^At statement: (\d+)$/m.exec(message);
  const before = number === null ? message : message.slice(0, number.index);
  const words = before.slice(Math.max(0, before.lastIndexOf('ERROR: ')));
  const line = words.replace(/^ERROR: /, '').split('\nHint:')[0] ?? '';
  return {
    words: line.replaceAll(/\s+/g, ' ').trim() || code,
    ...(number === null ? {} : { statement: Number(number[1]) }),
  };
}
