import type { Failure } from '../core/failure.ts';
import { layGround } from './ground.ts';
import { newRunId } from './run-id.ts';
import type { RunSetup } from './setup.ts';

/** A run that has no key to sign with: throws that failure, and with it all else that keeps the direction from being run. */
export async function refuseWithoutKey(setup: Omit<RunSetup, 'signer'>, problem: Failure): Promise<never> {
  await layGround(setup, newRunId(setup.clock, setup.file), { found: [problem.data] });
  throw problem;
}
