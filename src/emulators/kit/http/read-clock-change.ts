import { z } from 'zod';
import { Failure } from '../../../core/failure.ts';
import type { ClockChange } from '../clock.ts';

/** How a change of the clock is written in JSON: the moment as an ISO time. */
const changeSchema = z.strictObject({
  rate: z.number().exactOptional(),
  now: z.iso
    .datetime({ offset: true })
    .transform((moment) => new Date(moment))
    .exactOptional(),
  advanceMs: z.number().exactOptional(),
});

/** Throws the Failure `emulator.clock`. */
export function readClockChange(json: unknown): ClockChange {
  const read = changeSchema.safeParse(json);
  if (read.success) return read.data;
  throw new Failure({
    code: 'emulator.clock',
    what: 'This does not set a clock',
    why: z.prettifyError(read.error),
    fix: 'Send any of {"rate":60,"now":"2025-10-17T03:15:00Z","advanceMs":60000}; a rate of 0 freezes.',
  });
}
