import type { HttpService } from '../kit/http/service.ts';
import type { Given, SiteAnswer } from './given.ts';

export interface SiteState {
  /** By path, without a query. */
  readonly answers: Readonly<Record<string, SiteAnswer>>;
  readonly otherwise: SiteAnswer;
}

export function stateOf({ tls: _tls, otherwise, ...answers }: Given): SiteState {
  const well: SiteAnswer = { status: 200, json: { status: 'ok' }, headers: {} };
  const lost: SiteAnswer = { status: 404, text: 'Not found\n', headers: {} };
  return { answers, otherwise: otherwise ?? (Object.keys(answers).length === 0 ? well : lost) };
}

/** The same answer whatever the method. */
export function siteService({ answers, otherwise }: SiteState): HttpService {
  return (request) => {
    const { pathname } = new URL(request.url);
    const answer = Object.hasOwn(answers, pathname) ? answers[pathname] : undefined;
    return responseOf(answer ?? otherwise);
  };
}

function responseOf({ status, json, text, headers }: SiteAnswer): Response {
  if (json !== undefined) return Response.json(json, { status, headers });
  const isBodiless = text === undefined || status === 204 || status === 304;
  return new Response(isBodiless ? null : text, { status, headers });
}
