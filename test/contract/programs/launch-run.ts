import { writeSync } from 'node:fs';
import { Failure } from '../../../src/core/failure.ts';
import { carryOut } from '../launch/carry-out.ts';
import { launchOrder } from '../launch/place.ts';
import { watchForDeath } from '../launch/reaper.ts';

/** Runs a launch, or goes on with it, in a process of its own, and is killed where the order says. Prints the failure that ended it. */
const order = launchOrder.parse(JSON.parse(process.argv[2] ?? ''));
try {
  await carryOut(order, watchForDeath(order.kill));
  writeSync(1, '{}');
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  writeSync(1, JSON.stringify({ failure: error.data }));
}
