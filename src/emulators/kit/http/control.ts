import { Hono } from 'hono';
import { Failure } from '../../../core/failure.ts';
import { Secret } from '../../../core/secret.ts';
import type { AdjustableClock } from '../clock.ts';
import type { RunningEmulator } from '../emulator.ts';
import type { NamedFault } from '../fault/fault.ts';
import { readFault } from '../fault/read-fault.ts';
import type { ArmedFault } from '../fault/switchboard.ts';
import { readClockChange } from './read-clock-change.ts';

/** Where every emulator is watched and steered. Calls to it are not logged and never struck by a fault. */
export const controlPath = '/_prestage';

export interface Controlled extends Omit<RunningEmulator, 'stop'> {
  readonly name: string;
  readonly catalogue: readonly NamedFault[];
  /** Whether the service speaks HTTP. */
  readonly overHttp?: boolean;
}

/** The control plane as a person or a script uses it, in JSON. */
export function controlRoutes(emulator: Controlled): Hono {
  const { name, urls, log, faults, clock, catalogue } = emulator;
  const app = new Hono({ strict: false }).basePath(controlPath);
  app.get('/', (c) => c.json({ name, urls, control: ['log', 'faults', 'clock', 'state', 'env'] }));
  app.get('/log', (c) => c.json({ forgotten: log.forgotten, calls: log.calls }));
  app.get('/state', (c) => c.body(JSON.stringify(emulator.state), 200, { 'content-type': 'application/json' }));
  app.get('/env', (c) => c.json(reveal(emulator.env)));
  app.get('/clock', (c) => c.json(shownClock(clock)));
  app.post('/clock', async (c) => {
    clock.change(readClockChange(await c.req.json()));
    return c.json(shownClock(clock));
  });
  app.get('/faults', (c) => c.json({ armed: faults.list().map(shownFault), catalogue: catalogue.map(shownFault) }));
  app.post('/faults', async (c) => {
    const armed = faults.arm(readFault(await c.req.json(), emulator));
    return c.json(shownFault(armed), 201);
  });
  app.delete('/faults', (c) => {
    faults.clear();
    return c.body(null, 204);
  });
  app.delete('/faults/:id', (c) => (faults.disarm(c.req.param('id')) ? c.body(null, 204) : c.notFound()));
  app.onError((error, c) => c.json({ error: error instanceof Failure ? error : misunderstood(error.message) }, 400));
  app.notFound((c) => c.json({ error: misunderstood(`there is no ${c.req.method} ${c.req.path}`) }, 404));
  return app;
}

function shownClock(clock: AdjustableClock) {
  return { now: clock.now().toISOString(), rate: clock.rate };
}

/** As `readFault` reads it. */
function shownFault<Entry extends ArmedFault | NamedFault>({ fault, ...entry }: Entry) {
  const { path, ...when } = fault.when;
  const shown = path instanceof RegExp ? { regexp: path.source, flags: path.flags } : path;
  return { ...entry, fault: { ...fault, when: { ...when, path: shown } } };
}

/** A client needs the values. They are the emulator's own: made at its start, worthless anywhere else. */
function reveal(env: RunningEmulator['env']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]),
  );
}

function misunderstood(why: string): Failure {
  return new Failure({
    code: 'emulator.control',
    what: 'The emulator’s control plane did not understand this',
    why,
    fix: `Send JSON to a path that GET ${controlPath}/ lists, and only ids that GET ${controlPath}/faults shows.`,
  });
}
