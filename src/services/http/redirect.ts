import type { Place } from '../../core/place.ts';
import { askedUrl } from './asked-url.ts';
import { withoutCredentials } from './headers.ts';
import type { HttpAnswer } from './request.ts';

/** A request on its way: where it really goes, and what goes along. */
export interface Hop {
  readonly url: URL;
  readonly ca?: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const redirecting = new Set([301, 302, 303, 307, 308]);

/**
 * Where an answer sends its asker; undefined when it does not. To another origin goes nothing that tells who asks, and no body:
 * what would have to take one along leads nowhere.
 */
export function nextHop(
  hop: Hop,
  { status, headers }: HttpAnswer,
  locate: (url: string) => Place,
): Hop | 'nowhere' | undefined {
  const location = headers['location'];
  if (!redirecting.has(status) || location === undefined) return undefined;
  const target = URL.parse(location, hop.url.href);
  if (target === null || !/^https?:$/.test(target.protocol) || target.username !== '') return 'nowhere';
  const asked = keepsMethod(status, hop.method) ? hop : asGet(hop);
  if (target.origin === hop.url.origin) return { ...asked, url: target };
  if (asked.body !== undefined) return 'nowhere';
  const { url, ca } = locate(target.href);
  return {
    url: askedUrl(url),
    method: asked.method,
    headers: withoutCredentials(asked.headers),
    ...(ca === undefined ? {} : { ca }),
  };
}

/** 307 and 308 ask for the same again; the others turn all but GET and HEAD into GET, as browsers do. */
function keepsMethod(status: number, method: string): boolean {
  return status === 307 || status === 308 || method === 'GET' || method === 'HEAD';
}

function asGet({ url, ca, headers }: Hop): Hop {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('content-')));
  return { url, method: 'GET', headers: kept, ...(ca === undefined ? {} : { ca }) };
}
