import { Hono } from 'hono';
import { Secret } from '../../../core/secret.ts';
import { defineEmulator, type StartOptions } from '../emulator.ts';
import type { NamedFault } from '../fault/fault.ts';
import { broken } from '../http/broken.ts';
import type { ServiceBindings } from '../http/service.ts';
import { startHttpEmulator } from '../http/start-http.ts';

export interface Notes {
  readonly notes: string[];
}

const catalogue: readonly NamedFault[] = [
  {
    name: 'out-of-order',
    summary: 'Answers 503 to everything',
    fault: { when: {}, trouble: { kind: 'status', status: 503, body: '{"error":"out of order"}' } },
  },
  {
    name: 'first-read-slow',
    summary: 'The first read takes a while',
    fault: { when: { method: 'GET', path: /^\/notes/ }, times: { count: 1 }, trouble: { kind: 'delay', ms: 50 } },
  },
  {
    name: 'forgetful',
    summary: 'Has no notes, whatever was added',
    fault: { when: {}, trouble: { kind: 'condition', condition: 'forgetful' } },
  },
];

/** The smallest emulator that has an effect: notes can be added and read. */
export const sample = defineEmulator({
  name: 'sample',
  summary: 'Notes, for the kit’s own tests',
  catalogue,
  start(options: StartOptions = {}) {
    const state: Notes = { notes: [] };
    return startHttpEmulator(
      {
        name: 'sample',
        catalogue,
        state,
        service: ({ clock }) => {
          const app = new Hono<{ Bindings: ServiceBindings }>();
          app.onError(broken);
          app.get('/notes', (c) => c.json({ notes: c.env.conditions.has('forgetful') ? [] : state.notes }));
          app.get('/time', (c) => c.json({ now: clock.now().toISOString() }));
          app.post('/notes', async (c) => {
            state.notes.push(await c.req.text());
            return c.json({ count: state.notes.length }, 201);
          });
          app.get('/nothing', (c) => c.body(null, 204));
          app.get('/bug', () => {
            throw new TypeError('a bug of the emulator');
          });
          return app.fetch;
        },
        env: (url) => ({ SAMPLE_URL: url, SAMPLE_TOKEN: new Secret('SAMPLE_TOKEN', 'generated') }),
      },
      options,
    );
  },
});
