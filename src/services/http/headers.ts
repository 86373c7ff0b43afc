import { Failure } from '../../core/failure.ts';
import { Secret } from '../../core/secret.ts';
import type { HttpRequest } from './request.ts';

/** What tells nothing of who asks: all that goes along to another origin. */
const anonymous = new Set(['accept', 'accept-encoding', 'accept-language', 'user-agent']);

/** As they are sent: names in lower case, secrets revealed. Throws Failure `http.bad-header` and shows no value. */
export function sentHeaders(headers: HttpRequest['headers'] = {}): Record<string, string> {
  const sent: Record<string, string> = { 'user-agent': 'prestage' };
  for (const [name, value] of Object.entries(headers)) {
    const text = value instanceof Secret ? value.reveal() : value;
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(text)) throw badHeader(name);
    sent[name.toLowerCase()] = text;
  }
  return sent;
}

export function withoutCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => anonymous.has(name)));
}

/** As undici gives them. */
export function receivedHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> {
  const received: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) received[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  return received;
}

function badHeader(name: string): Failure {
  return new Failure({
    code: 'http.bad-header',
    what: `The header ${JSON.stringify(name)} cannot be sent`,
    why: 'its name or its value has a character that no header may have, such as a line break',
    fix: 'Correct it in prestage.config.ts; a secret that ends with a line break is corrected in the vault.',
  });
}
