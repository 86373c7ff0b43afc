import { matcherOf } from '../kit/fault/match.ts';
import type { HttpService } from '../kit/http/service.ts';
import type { Given, SiteAnswer, SiteRoute } from './given.ts';

export interface SiteState {
  readonly routes: readonly SiteRoute[];
  /** What all else is answered. */
  readonly otherwise: SiteAnswer;
}

/** Where a path was told of with its answer, what was not told of is not there. Examples are of some calls alone. */
export function stateOf({ otherwise, routes }: Given): SiteState {
  const well: SiteAnswer = { status: 200, json: { status: 'ok' }, headers: {} };
  const lost: SiteAnswer = { status: 404, text: 'Not found\n', headers: {} };
  const isTold = routes.some(({ method }) => method === undefined);
  return { routes, otherwise: otherwise ?? (isTold ? lost : well) };
}

export function siteService({ routes, otherwise }: SiteState): HttpService {
  const known = routes.map((route) => ({ ...route, fits: fitting(route) }));
  return (request) => {
    const call = { method: request.method, path: new URL(request.url).pathname };
    return responseOf(known.find(({ fits }) => fits(call))?.answer ?? otherwise);
  };
}

function fitting({ method, path }: SiteRoute): ReturnType<typeof matcherOf> {
  return method === undefined ? (call) => call.path === path : matcherOf({ method, path });
}

function responseOf({ status, json, text, headers }: SiteAnswer): Response {
  if (json !== undefined) return Response.json(json, { status, headers });
  const isBodiless = text === undefined || status === 204 || status === 304;
  return new Response(isBodiless ? null : text, { status, headers });
}
