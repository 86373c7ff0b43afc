import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { Clock } from '../../../core/clock.ts';
import { FlyError } from '../answers.ts';
import { digestOf, type FlyApp, type FlyState } from '../state/state.ts';
import { appNamed, bodyOf, read, type Env } from './call.ts';

const batch = z.object({ values: z.record(z.string(), z.string().nullable()) });
const single = z.object({ value: z.string() });

/** The secrets of an app, below `/v1/apps/APP`. No machine hears of them before a deploy. */
export function secretRoutes(state: FlyState, clock: Clock): Hono<Env> {
  const app = new Hono<Env>();
  const appOf = (c: Context<Env>): FlyApp => appNamed(state, c.req.param('app') ?? '', c.env.conditions);
  app.get('/secrets', (c) => {
    const own = appOf(c);
    refuseFuture(c, own);
    const names = [...own.secrets.keys()].toSorted();
    return c.json({ secrets: names.map((name) => shown(own, name, c.req.query('show_secrets') === 'true')) });
  });
  app.post('/secrets', async (c) => {
    const own = appOf(c);
    const { values } = read(batch, await bodyOf(c));
    const changed = set(state, own, values, clock);
    const secrets = changed.filter((name) => own.secrets.has(name)).map((name) => shown(own, name, false));
    return c.json({ secrets, version: own.secretsVersion });
  });
  app.get('/secrets/:name', (c) => {
    const own = appOf(c);
    const name = c.req.param('name');
    if (!own.secrets.has(name)) throw new FlyError(404, 'secret not found');
    return c.json(shown(own, name, c.req.query('show_secrets') === 'true'));
  });
  app.post('/secrets/:name', async (c) => {
    const own = appOf(c);
    const name = c.req.param('name');
    set(state, own, { [name]: read(single, await bodyOf(c)).value }, clock);
    return c.json({ ...shown(own, name, false), version: own.secretsVersion }, 201);
  });
  app.delete('/secrets/:name', (c) => {
    const own = appOf(c);
    const name = c.req.param('name');
    if (!own.secrets.has(name)) throw new FlyError(404, 'secret not found');
    set(state, own, { [name]: null }, clock);
    return c.json({ version: own.secretsVersion });
  });
  return app;
}

/** All or nothing, and one version for all of them. Gives the names. */
function set(
  state: FlyState,
  app: FlyApp,
  values: Readonly<Record<string, string | null>>,
  clock: Clock,
): readonly string[] {
  for (const name of Object.keys(values))
    if (!/^[A-Za-z_]\w*$/u.test(name)) throw new FlyError(422, `invalid secret name ${name}`);
  const now = clock.now().toISOString();
  app.secretsVersion += 1;
  for (const [name, value] of Object.entries(values)) {
    const before = app.secrets.get(name);
    if (value === null) app.secrets.delete(name);
    else
      app.secrets.set(name, {
        value,
        digest: digestOf(state, value),
        createdAt: before?.createdAt ?? now,
        updatedAt: now,
        version: app.secretsVersion,
      });
  }
  return Object.keys(values);
}

/** A reader that knows of a later version than there is waits for it in vain. */
function refuseFuture(c: Context<Env>, { secretsVersion }: FlyApp): void {
  const wanted = Number(c.req.query('min_version') ?? c.req.query('version') ?? 0);
  if (wanted > secretsVersion) throw new FlyError(400, `secrets version ${wanted} is not there yet`);
}

function shown(app: FlyApp, name: string, withValue: boolean) {
  const secret = app.secrets.get(name);
  return {
    name,
    digest: secret?.digest ?? '',
    ...(withValue && secret !== undefined ? { value: secret.value } : {}),
    created_at: secret?.createdAt ?? '',
    updated_at: secret?.updatedAt ?? '',
  };
}
