import { Hono } from 'hono';
import { defineEmulator, type StartOptions } from '../../../src/emulators/kit/emulator.ts';
import { broken } from '../../../src/emulators/kit/http/broken.ts';
import { startHttpEmulator } from '../../../src/emulators/kit/http/start-http.ts';

/** Everything that the service was made to do, in order, as often as it was. */
export interface ServiceState {
  readonly notes: string[];
  /** Notes that a child sent, with the credential that it was handed. */
  readonly told: string[];
  readonly token: string;
  /** Called when a child says how far it is, before it is answered. */
  atChild: (how: 'begun' | 'posted') => void;
}

export interface ServiceOptions extends StartOptions {
  readonly token: string;
}

/** A service that does as often what it is asked for as it is asked. */
export const service = defineEmulator({
  name: 'crash-service',
  summary: 'Notes, each of them counted',
  catalogue: [],
  start(options: ServiceOptions = { token: '' }) {
    const state: ServiceState = { notes: [], told: [], token: options.token, atChild: () => undefined };
    return startHttpEmulator(
      { name: 'crash-service', catalogue: [], state, service: () => routes(state).fetch, env: () => ({}) },
      options,
    );
  },
});

function routes(state: ServiceState): Hono {
  const app = new Hono();
  app.onError(broken);
  app.get('/notes', (c) => c.json({ notes: state.notes, told: state.told }));
  app.post('/notes', async (c) => {
    state.notes.push(await c.req.text());
    return c.json({ count: state.notes.length }, 201);
  });
  app.post('/told', async (c) => {
    if (c.req.header('authorization') !== `Bearer ${state.token}`) return c.json({ error: 'who are you?' }, 401);
    state.told.push(await c.req.text());
    return c.json({ count: state.told.length }, 201);
  });
  for (const how of ['begun', 'posted'] as const)
    app.post(`/${how}`, (c) => {
      state.atChild(how);
      return c.body(null, 204);
    });
  return app;
}
