import type { Secret } from '../../core/secret.ts';

/** One call, as a value. */
export interface HttpRequest {
  readonly method: string;
  /** As the config has it; where it is reached is the client's `locate` to say. */
  readonly url: string;
  /** Names in any case. Values that are secrets are revealed when they are sent, and never to another origin. */
  readonly headers?: Readonly<Record<string, string | Secret>>;
  readonly body?: string;
}

export interface HttpLimits {
  /** From the first packet to the last byte of the body, redirects included. */
  readonly timeoutMs: number;
  /** Of the body, before and after decoding. */
  readonly maxBytes: number;
  /** How many are followed; with 0 a redirect is an answer like any other. */
  readonly redirects: number;
}

export const defaultLimits: HttpLimits = { timeoutMs: 10_000, maxBytes: 1_048_576, redirects: 0 };

/** Milliseconds. What a kept connection spared, and what it did not come to, is absent. */
export interface HttpPhases {
  readonly dns?: number;
  readonly connect?: number;
  readonly tls?: number;
  /** From the request's being handed over to the head of the answer. */
  readonly firstByte?: number;
  readonly total: number;
}

export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  /** Names in lower case; of several lines of one name the values are joined. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded, when it came compressed. */
  readonly body: Buffer;
  readonly phases: HttpPhases;
}

/** Why no answer, or no whole answer, came. */
export type HttpTroubleCode =
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'reset'
  | 'tls'
  | 'certificate_expired'
  | 'certificate_not_yet_valid'
  | 'certificate_wrong_host'
  | 'certificate_untrusted'
  | 'timeout'
  | 'too_slow_body'
  | 'too_large'
  | 'redirects'
  | 'not_http';

/** It has the shape of an answer: what was known when it ended. */
export interface HttpTrouble {
  readonly kind: 'trouble';
  readonly code: HttpTroubleCode;
  /** One sentence in our words; nothing of the reply. */
  readonly detail: string;
  /** When its head had come. */
  readonly status?: number;
  readonly phases: HttpPhases;
}

export type HttpResult = HttpAnswer | HttpTrouble;
