import { performance } from 'node:perf_hooks';
import type { Locate } from '../../../core/place.ts';
import { createHttpClient, type HttpClient } from '../../../services/http/client.ts';

/** A name that leads elsewhere, a certificate that has expired: only a new connection shows it. */
const longestMs = 5 * 60_000;

/** The connections of one check, kept from one asking to the next, and made anew every five minutes. */
export function keptClient(locate: Locate, environment: string): HttpClient {
  const create = (): HttpClient => createHttpClient((url) => locate(url, environment));
  let client = create();
  let since = performance.now();
  return {
    async ask(request, limits, signal) {
      if (performance.now() - since > longestMs) {
        await client.close();
        client = create();
        since = performance.now();
      }
      return client.ask(request, limits, signal);
    },
    close: async () => client.close(),
  };
}
