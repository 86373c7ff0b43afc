import fc from 'fast-check';
import { expect, test } from 'vitest';
import { states } from '../../../src/actions/health/result.ts';
import { chatwoot } from '../../../src/emulators/chatwoot/emulator.ts';
import { publer } from '../../../src/emulators/publer/emulator.ts';
import { ask, startFor } from './ask.ts';
import { chatwootCheck } from './chatwoot-check.ts';
import { publerCheck } from './publer-check.ts';

const statuses = fc.constantFrom(200, 200, 200, 201, 400, 401, 403, 404, 422);
const text = fc.oneof(fc.json(), fc.string(), fc.constant('{"payload":[]}'), fc.constant('[]'));

const { canary: _canary, ...settings } = chatwootCheck.settings as Readonly<Record<string, unknown>>;
/** A canary that is not due back yet would be a reason of its own not to be green. */
const withoutCanary = { ...chatwootCheck, settings };

/** Where one path answers anything at all and the others answer well, the check is never green and never breaks. */
test.each([
  [chatwoot, withoutCanary, ['/api', '/api/v1/profile', '/**/meta', '/**/inboxes']],
  [publer, publerCheck, ['/**/me', '/**/workspaces', '/**/accounts', '/**/posts']],
])('$name: whatever one of its paths answers', { timeout: 120_000 }, async (emulator, check, paths) => {
  const running = await startFor(emulator, check);
  try {
    expect(await ask(check, running)).toMatchObject({ state: 'pass' });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), statuses, text, async (path, status, body) => {
        running.faults.clear();
        running.faults.arm({ when: { path }, trouble: { kind: 'status', status, body } });
        running.clock.change({ advanceMs: 2 * 60_000 });
        const { state, code, next } = await ask(check, running);
        expect(states.filter((each) => each !== 'pass')).toContain(state);
        expect([typeof code, typeof next]).toEqual(['string', 'string']);
      }),
      { numRuns: 150 },
    );
  } finally {
    await running.stop();
  }
});
