import { setTimeout as sleep } from 'node:timers/promises';
import type { ZodType } from 'zod';
import { Failure } from '../../core/failure.ts';
import type { Locate } from '../../core/place.ts';
import { Secret } from '../../core/secret.ts';
import { createHttpClient } from '../http/client.ts';
import type { HttpAnswer, HttpResult } from '../http/request.ts';
import { flyFailure } from './failures.ts';

export interface FlyOptions {
  /** Where the Machines API is, such as `https://api.machines.dev`. */
  readonly api: string;
  readonly token: Secret;
  readonly locate: Locate;
  /** Milliseconds of a second: less where a test's Fly runs faster than the world. */
  readonly second?: number;
}

export interface FlyCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** From the API's root, encoded. */
  readonly path: string;
  readonly body?: unknown;
  readonly app: string;
  /** Such as `list the secrets`, for a Failure. */
  readonly doing: string;
  /** Whether doing it twice is doing it once: then a lost answer is asked for again. */
  readonly isRepeatable: boolean;
}

/** The Machines API. Throws Failures: `fly.token-rejected`, `fly.not-found`, `fly.rate-limited`, `fly.down`, `fly.refused`. */
export interface Fly {
  call<Answer>(call: FlyCall, schema: ZodType<Answer>): Promise<Answer>;
  close(): Promise<void>;
}

/** One call a second for each action on each app, three at once. */
const mostTries = 4;

export function createFly({ api, token, locate, second = 1000 }: FlyOptions): Fly {
  const http = createHttpClient((url) => locate(url));
  const headers = { authorization: authorizationOf(token), accept: 'application/json' };
  const once = async ({ method, path, body }: FlyCall): Promise<HttpResult> =>
    http.ask({
      method,
      url: `${api}${path}`,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    async call(call, schema) {
      for (let tries = 1; ; tries += 1) {
        const result = await once(call);
        if (isDone(result)) return readAnswer(call, result, schema);
        if (tries === mostTries || !isWorthAnother(result, call)) throw flyFailure(call, result);
        await sleep(second * 2 ** (tries - 1));
      }
    },
    close: async () => http.close(),
  };
}

/** A macaroon goes under a scheme of its own: https://fly.io/docs/security/tokens/ */
function authorizationOf(token: Secret): Secret {
  const value = token.reveal();
  const isMacaroon = /^(?:FlyV1 )?fm[12]/u.test(value);
  return new Secret('authorization', `${isMacaroon ? 'FlyV1' : 'Bearer'} ${value.replace(/^FlyV1 /u, '')}`);
}

function isDone(result: HttpResult): result is HttpAnswer {
  return result.kind === 'answer' && result.status >= 200 && result.status < 300;
}

/** What was turned away was not done, whatever it was. */
function isWorthAnother(result: HttpResult, { isRepeatable }: FlyCall): boolean {
  if (result.kind === 'trouble') return isRepeatable && ['refused', 'reset', 'timeout', 'dns'].includes(result.code);
  return result.status === 429 || (isRepeatable && result.status >= 500);
}

function readAnswer<Answer>(call: FlyCall, { body }: HttpAnswer, schema: ZodType<Answer>): Answer {
  const read = schema.safeParse(parsed(body.toString('utf8')));
  if (read.success) return read.data;
  throw new Failure({
    code: 'fly.unreadable',
    what: `Fly's answer cannot be read: to ${call.doing} of ${call.app}`,
    why: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    fix: 'Look at status.flyio.net; if the API has changed, this Prestage is too old for it.',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
