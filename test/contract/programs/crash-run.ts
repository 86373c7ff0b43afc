import { writeSync } from 'node:fs';
import { Failure } from '../../../src/core/failure.ts';
import { watchSteps } from '../crash/killer.ts';
import { carryOutOrder, orderSchema } from '../crash/order.ts';

/** Carries out an order in a process of its own, and is killed where the order says. Prints how many steps it took. */
const order = orderSchema.parse(JSON.parse(process.argv[2] ?? ''));
const killer = watchSteps(order.kill);
const { steps } = killer;
try {
  await carryOutOrder(order, (effect) => killer.around(effect));
  writeSync(1, JSON.stringify({ steps }));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  writeSync(1, JSON.stringify({ steps, failure: error.data }));
}
