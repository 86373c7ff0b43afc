import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import Bottleneck from 'bottleneck';
import type { Secret } from '../../core/secret.ts';

export interface GitHubOptions {
  /** Where the API is, such as `https://api.github.com`. */
  readonly api: string;
  readonly token: Secret;
  /** Milliseconds of a second: less where a test's GitHub runs faster than the world. */
  readonly second?: number;
  /** Seconds that GitHub may ask to be waited for; with 0 what is over its limits fails at once. */
  readonly patience?: number;
}

export type GitHub = Octokit;

/**
 * GitHub allows 80 writes a minute of what makes content:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api. The plugin's own pace is 60.
 */
const secondsBetweenWrites = 60 / 80;

/** Waits that GitHub asks for are taken so often, and no longer than that. */
const mostWaits = 3;
const longestWait = 120;

type Waits = (after: number, options: unknown, client: unknown, count: number) => boolean;

const Client = Octokit.plugin(retry, throttling);

function paced(id: string, second: number): Bottleneck.Group {
  return new Bottleneck.Group({ id, maxConcurrent: 1, minTime: secondsBetweenWrites * second });
}

export function createGitHub({ api, token, second = 1000, patience = longestWait }: GitHubOptions): GitHub {
  const waits: Waits = (after, _options, _client, count) => count < mostWaits && after <= patience;
  return new Client({
    baseUrl: api,
    auth: token.reveal(),
    userAgent: 'prestage',
    retry: { retryAfterBaseValue: second },
    throttle: {
      retryAfterBaseValue: second,
      write: paced('prestage-write', second),
      // The plugin's own is three seconds, and one queue for all clients of a process.
      notifications: paced('prestage-notification', second),
      onRateLimit: waits,
      onSecondaryRateLimit: waits,
    },
    request: { headers: { 'x-github-api-version': '2022-11-28' } },
  });
}
