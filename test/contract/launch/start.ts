import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FailureData } from '../../../src/core/failure.ts';
import type { LaunchOrder } from './place.ts';

const program = fileURLToPath(new URL('../programs/launch-run.ts', import.meta.url));

/** What a process of the program came to. */
export interface Ended {
  readonly killed: boolean;
  readonly failure?: FailureData;
}

/** Carries out the order in a process of its own and waits for its end, whatever that is. */
export async function start(order: LaunchOrder): Promise<Ended> {
  const { PATH, TMPDIR } = process.env;
  const env = { PATH, HOME: order.place.folder, ...(TMPDIR === undefined ? {} : { TMPDIR }) };
  const child = spawn(process.execPath, [program, JSON.stringify(order)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal === 'SIGKILL') return { killed: true };
  if (code !== 0) throw new Error(`the program ended with ${code ?? signal}: ${err}`);
  return { killed: false, ...(JSON.parse(out) as Omit<Ended, 'killed'>) };
}
