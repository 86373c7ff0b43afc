import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Command } from '../../core/command.ts';
import type { Capture } from '../../run/capture.ts';
import { isOver, type Metered } from './account.ts';
import type { SuperviseOptions } from './options.ts';
import { createTokenMeter } from './tokens.ts';

/** Budgets of minutes end it: a time-out of its own would say something else. */
const longest = 2_000_000_000;

/** The executor as a command that is metered while it runs. `limit` counts tokens. */
export function startedAs(
  { command: [program, ...args], terminal, noModel, print }: SuperviseOptions,
  limit: number | undefined,
  capture: Capture,
): { readonly started: Command; readonly metered: () => Metered } {
  const over = Promise.withResolvers<void>();
  const meter = createTokenMeter((spent) => isOver(limit, spent) && over.resolve());
  const metered = (): Metered => (noModel ? { noModel } : { spent: meter.spent() });
  const common = { program, args, timeoutMs: longest, until: over.promise };
  if (terminal) return { started: { ...common, terminal }, metered };
  const takes = async (output: AsyncIterable<Uint8Array>): Promise<void> => {
    const lines = createInterface({ input: Readable.from(metering(output)), crlfDelay: Infinity });
    for await (const line of lines) print(capture.text(line));
  };
  async function* metering(output: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const bytes of output) {
      meter.push(bytes);
      yield bytes;
    }
  }
  return { started: { ...common, takes }, metered };
}
