import type { Place } from '../../core/place.ts';
import { createHttpClient, type HttpClient } from '../http/client.ts';

/** A connection carries one call at a time: whoever asks while all are busy gets another one, which is kept for the next. */
export function createLanes(locate: (url: string) => Place): HttpClient {
  const all: HttpClient[] = [];
  const free: HttpClient[] = [];
  const opened = (): HttpClient => {
    const lane = createHttpClient(locate);
    all.push(lane);
    return lane;
  };
  return {
    async ask(request, limits, signal) {
      const lane = free.pop() ?? opened();
      try {
        return await lane.ask(request, limits, signal);
      } finally {
        free.push(lane);
      }
    },
    async close() {
      await Promise.all(all.map(async (lane) => lane.close()));
    },
  };
}
