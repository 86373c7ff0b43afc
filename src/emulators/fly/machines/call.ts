import type { Context } from 'hono';
import { z } from 'zod';
import type { Clock } from '../../../core/clock.ts';
import type { ServiceBindings } from '../../kit/http/service.ts';
import { FlyError } from '../answers.ts';
import type { Asked } from '../state/commands.ts';
import { findLivingMachine } from '../state/commands.ts';
import { refuseWhileLeased } from '../state/lease.ts';
import type { Machine } from '../state/machine.ts';
import type { FlyApp, FlyState } from '../state/state.ts';
import { settle } from '../state/timeline.ts';
import { isReachable } from './shown.ts';

/** What hono is told of the kit's bindings. */
export interface Env {
  readonly Bindings: ServiceBindings;
}

/** What the routes of an emulated Fly share. */
export interface World {
  readonly state: FlyState;
  readonly clock: Clock;
  /** Aborted when the emulator stops: a call that waits ends then. */
  readonly stopping: AbortSignal;
}

/** A call to an app of the Machines API, with everything that is due by now done. Throws a FlyError. */
export function askedOf({ state, clock }: World, c: Context<Env>): Asked {
  const { conditions } = c.env;
  const app = appNamed(state, c.req.param('app') ?? '', conditions);
  const now = clock.now().getTime();
  for (const machine of app.machines) settle(machine, now);
  return { state, app, now, conditions };
}

export function appNamed(state: FlyState, name: string, conditions: ReadonlySet<string>): FlyApp {
  if (conditions.has('wrong-organization')) throw new FlyError(403, 'unauthorized');
  const app = conditions.has('app-not-found') ? undefined : state.apps.get(name);
  if (app === undefined) throw new FlyError(404, 'app not found');
  return app;
}

export const nonceHeader = 'fly-machine-lease-nonce';

/** The machine that a call may change: it lives, its host answers, and no other holds its lease. */
export function machineToChange(asked: Asked, c: Context<Env>): Machine {
  const machine = findLivingMachine(asked.app, c.req.param('id') ?? '');
  if (!isReachable(machine, asked)) throw new FlyError(504, 'deadline_exceeded: the host is unreachable');
  refuseWhileLeased(machine, c.req.header(nonceHeader), asked.now);
  return machine;
}

export function read<Value>(schema: z.ZodType<Value>, json: unknown): Value {
  const result = schema.safeParse(json);
  if (!result.success) throw new FlyError(400, z.prettifyError(result.error));
  return result.data;
}

/** A body that may be left out. */
export async function bodyOf(c: Context<Env>): Promise<unknown> {
  const text = await c.req.text();
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new FlyError(400, 'invalid JSON in the request body');
  }
}
