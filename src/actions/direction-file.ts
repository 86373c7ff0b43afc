import type { ActionContext } from '../core/action.ts';
import { Failure } from '../core/failure.ts';
import type { Order } from '../core/order.ts';
import { readDirection } from '../direction/read.ts';
import { readBytes } from '../services/files/read.ts';

/** A direction of the workspace, read. Throws what reading a file and reading a direction throw. */
export async function readDirectionFile(context: ActionContext, file: string): Promise<Order> {
  return readDirection(await readBytes(context.root, file), file).order;
}

/** Undefined for a text that is no direction, such as an empty one. */
export function readOrderText(text: string, file: string): Order | undefined {
  try {
    return readDirection(new TextEncoder().encode(text), file).order;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
