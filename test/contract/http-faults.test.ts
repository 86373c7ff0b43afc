import { afterEach, expect, it } from 'vitest';
import type { Trouble } from '../../src/emulators/kit/fault/fault.ts';
import { startHttpEmulator } from '../../src/emulators/kit/http/start-http.ts';
import type { RunningEmulator } from '../../src/emulators/kit/emulator.ts';
import { createHttpClient } from '../../src/services/http/client.ts';
import type { HttpResult } from '../../src/services/http/request.ts';

let emulator: RunningEmulator | undefined;
afterEach(async () => emulator?.stop());

/** What the client makes of an emulator that does this to its answer. */
async function under(trouble: Trouble): Promise<HttpResult> {
  emulator = await startHttpEmulator({
    name: 'tiny',
    catalogue: [],
    state: {},
    service: () => async () => Response.json({ status: 'ok' }),
    env: () => ({}),
  });
  emulator.faults.arm({ when: {}, trouble });
  const client = createHttpClient((url) => ({ url }));
  const answer = await client.ask({ method: 'GET', url: emulator.urls['tiny'] ?? '' }, { timeoutMs: 400 });
  await client.close();
  return answer;
}

it.each<[Trouble, object]>([
  [
    { kind: 'status', status: 503 },
    { kind: 'answer', status: 503 },
  ],
  [
    { kind: 'delay', ms: 5000 },
    { kind: 'trouble', code: 'timeout' },
  ],
  [{ kind: 'drop' }, { kind: 'trouble', code: 'reset' }],
  [
    { kind: 'truncate', bytes: 4 },
    { kind: 'trouble', code: 'reset', status: 200 },
  ],
  [{ kind: 'malformed' }, { kind: 'answer', status: 200 }],
])('of %j', async (trouble, expected) => {
  expect(await under(trouble)).toMatchObject(expected);
});
