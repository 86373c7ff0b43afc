import { createHash } from 'node:crypto';

const sensitive = /authori[sz]ation|cookie|token|secret|passw|api[-_]?key|credential|signature|session/i;

/**
 * A secret as the log shows it: enough to see that two calls carried the same one, not enough to use it.
 * The scheme of `Bearer …` stays.
 */
export function shorten(value: string): string {
  const [, scheme = '', secret = ''] = /^([A-Za-z][\w-]* )?(.*)$/s.exec(value) ?? [];
  return `${scheme}sha256:${createHash('sha256').update(secret).digest('hex').slice(0, 12)}`;
}

/** Values under names that sound like credentials are shortened; names are in lower case, sorted. */
export function shortenHeaders(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries([...headers].map(([name, value]) => [name, sensitive.test(name) ? shorten(value) : value]));
}

/** The query without its question mark, or nothing. */
export function shortenQuery(query: URLSearchParams): string | undefined {
  const shown = new URLSearchParams();
  for (const [name, value] of query) shown.append(name, sensitive.test(name) ? shorten(value) : value);
  return shown.size === 0 ? undefined : shown.toString();
}
