import { Failure } from '../../../../core/failure.ts';
import { Secret } from '../../../../core/secret.ts';
import type { HttpRequest } from '../../../../services/http/request.ts';
import type { Probe } from '../kind.ts';
import type { HeaderValue, HttpSettings, HttpStep } from './settings.ts';
import { filled, filledJson, filledUrl, namesIn, type Taken } from './template.ts';

/** A step's request with what earlier steps took filled in. Throws Failure `secrets.missing`, `http.bad-url`. */
export async function requestOf(
  base: string,
  step: HttpStep,
  taken: Taken,
  { context, environment, settings }: Probe<HttpSettings>,
): Promise<HttpRequest> {
  const headers: Record<string, string | Secret> = {};
  if (settings.acceptEncoding !== undefined) headers['accept-encoding'] = settings.acceptEncoding;
  if (step.json !== undefined) headers['content-type'] = 'application/json';
  for (const [name, value] of Object.entries(step.headers))
    headers[name.toLowerCase()] = await headerOf(value, taken, async (reference) =>
      context.secret(reference, environment),
    );
  return {
    method: step.method,
    url: urlOf(base, step.path, taken),
    headers,
    ...(step.json === undefined ? {} : { body: JSON.stringify(filledJson(step.json, taken)) }),
  };
}

/** What the record of it says: its places stay open, and a query is left out. */
export function callOf(base: string, { method, path }: HttpStep): string {
  return `${method} ${joined(base, path).replace(/[?#].*$/s, '')}`;
}

async function headerOf(
  value: HeaderValue,
  taken: Taken,
  secret: (reference: { readonly secret: string }) => Promise<Secret>,
): Promise<string | Secret> {
  if (typeof value === 'string') return filled(value, taken);
  if ('secret' in value) return secret(value);
  const token = await secret(value.value);
  return new Secret(token.name, value.prefix + token.reveal());
}

function urlOf(base: string, path: string, taken: Taken): string {
  const written = joined(base, filledUrl(path, taken));
  if (namesIn(path).length === 0) return written;
  const url = URL.parse(written);
  // A value such as `..` would lead to another path.
  if (url !== null && slashes(url.pathname) >= slashes(written.replace(/[?#].*$/s, '')) - 2) return url.href;
  throw new Failure({
    code: 'http.bad-url',
    what: 'A URL cannot be asked',
    why: `what was filled into \`${path}\` makes another path of it`,
    fix: 'See which earlier step extracts it, and what the service gives there.',
  });
}

/** A step's path at the check's URL. */
export function joined(base: string, path: string): string {
  return path.startsWith('/') ? base.replace(/\/+$/, '') + path : base + path;
}

function slashes(text: string): number {
  return text.split('/').length - 1;
}
