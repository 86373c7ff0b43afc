import { setTimeout as sleep } from 'node:timers/promises';
import type { ZodType } from 'zod';
import { Failure } from '../../core/failure.ts';
import type { Locate } from '../../core/place.ts';
import type { Secret } from '../../core/secret.ts';
import type { HttpAnswer, HttpResult } from '../http/request.ts';
import { authorizationOf, type FlyHost } from './authorization.ts';
import { flyFailure } from './failures.ts';
import { createLanes } from './lanes.ts';

export interface FlyOptions {
  /** Where the Machines API is, such as `https://api.machines.dev`. */
  readonly api: string;
  /** Where GraphQL and the web's REST are, such as `https://api.fly.io`; where `api` is when absent. */
  readonly web?: string;
  readonly token: Secret;
  readonly locate: Locate;
  /** Milliseconds of a second: less where a test's Fly runs faster than the world. */
  readonly second?: number;
}

export interface FlyCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Which of its APIs; the Machines API when absent. */
  readonly host?: FlyHost;
  /** From the API's root, encoded. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly app: string;
  /** Such as `list the secrets`, for a Failure. */
  readonly doing: string;
  /** Whether doing it twice is doing it once: then a lost answer is asked for again. */
  readonly isRepeatable: boolean;
  /** Milliseconds; ten seconds when absent. */
  readonly timeoutMs?: number;
}

/**
 * Fly's APIs. Throws Failures: `fly.token-rejected`, `fly.not-found`, `fly.conflict`, `fly.not-yet`, `fly.rate-limited`,
 * `fly.down`, `fly.unreachable`, `fly.refused`, `fly.unreadable`.
 */
export interface Fly {
  call<Answer>(call: FlyCall, schema: ZodType<Answer>): Promise<Answer>;
  /** Waits as long as the client's seconds are, or until it is stopped. */
  pause(seconds: number, stop?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** One call a second for each action on each app, three at once. */
const mostTries = 4;

/** A list of machines with their events is larger than most answers. Bytes. */
const largest = 16 * 1024 * 1024;

export function createFly({ api, web = api, token, locate, second = 1000 }: FlyOptions): Fly {
  const http = createLanes((url) => locate(url));
  const once = async ({ method, host = 'machines', path, body, headers = {}, timeoutMs }: FlyCall) =>
    http.ask(
      {
        method,
        url: `${host === 'machines' ? api : web}${path}`,
        headers: {
          ...headers,
          authorization: authorizationOf(token, host),
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      { maxBytes: largest, ...(timeoutMs === undefined ? {} : { timeoutMs }) },
    );
  return {
    async call(call, schema) {
      for (let tries = 1; ; tries += 1) {
        const result = await once(call);
        if (isDone(result)) return readAnswer(call, result, schema);
        if (tries === mostTries || !isWorthAnother(result, call)) throw flyFailure(call, result);
        await sleep(second * 2 ** (tries - 1));
      }
    },
    pause: async (seconds, stop) =>
      sleep(seconds * second, undefined, stop === undefined ? {} : { signal: stop }).catch((error: unknown) => {
        if (stop?.aborted !== true) throw error;
      }),
    close: async () => http.close(),
  };
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
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
