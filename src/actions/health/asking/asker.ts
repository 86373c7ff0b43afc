import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '../../../core/json.ts';
import { digestOf } from '../../../services/files/digest.ts';
import { createHttpClient } from '../../../services/http/client.ts';
import type { HttpLimits, HttpRequest, HttpResult } from '../../../services/http/request.ts';
import type { Probe } from '../kinds/kind.ts';
import type { Attempt, StepRecord } from '../result.ts';
import { readJson } from './json.ts';
import { mayRepeat, passingCause, waitBefore } from './retry.ts';
import { shapeOf } from './shape.ts';

/** One request of a check. */
export interface Question {
  /** What its record is called. */
  readonly name: string;
  /** As its record shows it: `GET https://host/path`, without values that were filled in. */
  readonly call: string;
  readonly request: HttpRequest;
  readonly limits?: Partial<Omit<HttpLimits, 'timeoutMs'>>;
  /** Whether it may be tried again; as its method says when absent. */
  readonly retry?: boolean | undefined;
  /** Whether a status is the one that is asked for; none is when absent, as far as trying again goes. */
  readonly isWanted?: (status: number) => boolean;
}

/** What came of it: what the kind judges, and what may be kept of it. */
export interface Exchange {
  readonly result: HttpResult;
  /** Of the body; undefined when it is none. */
  readonly json: Json | undefined;
  /** Without fields and conditions, which the kind knows. */
  readonly step: StepRecord;
  /** Whether it was answered, and not at the first try. */
  readonly isRetried: boolean;
}

/** Asks one question after the other, over kept connections, within the time of the check. */
export interface Asker {
  ask(question: Question): Promise<Exchange>;
  close(): Promise<void>;
}

export type AskingProbe = Pick<Probe<unknown>, 'context' | 'environment' | 'ending' | 'retries' | 'remaining' | 'http'>;

export function openAsker(probe: AskingProbe): Asker {
  const client = probe.http ?? createHttpClient((url) => probe.context.locate(url, probe.environment));
  const once = async ({ request, limits }: Question, timeoutMs: number): Promise<HttpResult> =>
    client.ask(request, { ...limits, timeoutMs }, probe.ending);
  return {
    async ask(question) {
      const attempts: Attempt[] = [];
      for (;;) {
        const begun = performance.now();
        const result = await once(question, timeFor(question, attempts.length, probe));
        attempts.push(attemptOf(question, result, performance.now() - begun));
        const wait = waitFor(question, attempts.length, result, probe);
        if (wait === undefined) return exchangeOf(question, attempts, result);
        await sleep(wait);
      }
    },
    async close() {
      if (probe.http === undefined) await client.close();
    },
  };
}

/** A try that may be followed by another leaves it half of the time. */
function timeFor({ request, retry }: Question, tried: number, probe: AskingProbe): number {
  const isLast = tried >= probe.retries || !mayRepeat(request.method, retry);
  return Math.max(1, Math.floor(isLast ? probe.remaining() : probe.remaining() / 2));
}

/** Milliseconds until the next try; undefined when there is none, or no time for it. */
function waitFor(
  { request, retry, isWanted }: Question,
  tried: number,
  result: HttpResult,
  { retries, remaining, context, ending }: AskingProbe,
): number | undefined {
  if (tried > retries || ending?.aborted === true || !mayRepeat(request.method, retry)) return undefined;
  if (passingCause(result, isWanted) === undefined) return undefined;
  const wait = waitBefore(tried, result, context.clock.now(), Math.random());
  return wait < remaining() ? wait : undefined;
}

function attemptOf({ isWanted }: Question, result: HttpResult, ms: number): Attempt {
  const code = result.kind === 'trouble' ? result.code : passingCause(result, isWanted);
  return {
    durationMs: Math.round(ms),
    ...(code === undefined ? {} : { code }),
    ...(result.status === undefined ? {} : { status: result.status }),
  };
}

function exchangeOf({ name, call }: Question, attempts: readonly Attempt[], result: HttpResult): Exchange {
  const { status, phases } = result;
  const json = result.kind === 'answer' ? readJson(result.body) : undefined;
  const isRetried = attempts.length > 1 && result.kind === 'answer';
  const step = {
    name,
    call,
    ...(status === undefined ? {} : { status }),
    attempts,
    phases,
    fields: {},
    conditions: [],
  };
  if (result.kind === 'trouble') return { result, json, step, isRetried };
  const { body, headers } = result;
  const shape = json === undefined ? {} : { shape: shapeOf(json) };
  return {
    result,
    json,
    step: {
      ...step,
      headers: Object.keys(headers).toSorted(),
      body: { bytes: body.length, sha256: digestOf(body), ...shape },
    },
    isRetried,
  };
}
