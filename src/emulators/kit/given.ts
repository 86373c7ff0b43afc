import { z } from 'zod';
import { Failure } from '../../core/failure.ts';
import type { StartOptions } from './emulator.ts';

/** Reads what an emulator is told that its service would know. Throws Failure `emulator.given`. */
export function readGiven<Given>(name: string, schema: z.ZodType<Given>, { given = {} }: StartOptions): Given {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new Failure({
    code: 'emulator.given',
    what: `The ${name} emulator cannot be like this`,
    why: z.prettifyError(read.error),
    fix: 'docs/emulators.md says what each can be given.',
  });
}
