import type { Arrival } from '../kit/call-log.ts';

const verbs = new Set([
  'HELO',
  'EHLO',
  'STARTTLS',
  'AUTH',
  'MAIL',
  'RCPT',
  'DATA',
  'RSET',
  'NOOP',
  'VRFY',
  'HELP',
  'QUIT',
]);

/**
 * An SMTP command as a call: the verb and what it is about. Of AUTH only the mechanism is kept, and nothing of a line
 * that is no command: it may be a password that was sent out of turn.
 */
export function readCommand(line: Buffer): Arrival {
  const [verb = '', ...words] = line.toString().trim().split(/\s+/);
  const method = verb.toUpperCase();
  const bytes = line.length;
  if (!verbs.has(method)) return { method: 'UNKNOWN', path: '', bytes };
  return { method, path: subjectOf(method, words), bytes };
}

function subjectOf(method: string, words: readonly string[]): string {
  const text = words.join(' ');
  if (method === 'AUTH') return words[0]?.toUpperCase() ?? '';
  if (method !== 'MAIL' && method !== 'RCPT') return text;
  return /<([^>]*)>/.exec(text)?.[1] ?? text;
}
