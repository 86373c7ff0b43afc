import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Failure, type FailureData } from '../../../src/core/failure.ts';
import type { KillPoint, Steps } from './killer.ts';
import { carryOutOrder, type Order } from './order.ts';
import type { World } from './world.ts';

const program = fileURLToPath(new URL('../programs/crash-run.ts', import.meta.url));

/** What a process of the program came to. */
export interface Ended {
  readonly killed: boolean;
  readonly steps?: Steps;
  readonly failure?: FailureData;
}

/** Starts the program in a process of its own and waits for its end, whatever that is. */
export async function call({ order: place, state }: World, what: Order['what'], kill?: KillPoint): Promise<Ended> {
  const order: Order = { ...place, what, ...(kill && { kill }) };
  const child = spawn(process.execPath, [program, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const counted = { begun: 0, posted: 0 };
  state.atChild = (at) => {
    counted[at] += 1;
    if (kill?.at === at && kill.nth === counted[at]) child.kill('SIGKILL');
  };
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal === 'SIGKILL') return { killed: true };
  if (code !== 0) throw new Error(`the program ended with ${code ?? signal}: ${err}`);
  const { steps, ...rest } = JSON.parse(out) as Omit<Ended, 'killed'>;
  return { killed: false, ...rest, ...(steps && { steps: { ...steps, ...counted } }) };
}

/** The same in this process, where nobody is to be killed: it starts sooner. */
export async function callHere({ order, state }: World, what: Order['what']): Promise<Ended> {
  try {
    state.atChild = () => undefined;
    await carryOutOrder({ ...order, what }, (effect) => effect());
    return { killed: false };
  } catch (error) {
    if (error instanceof Failure) return { killed: false, failure: error.data };
    throw error;
  }
}
