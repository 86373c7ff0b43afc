import { z } from 'zod';
import { Failure } from '../../../core/failure.ts';
import type { CallMatcher, Fault, NamedFault } from './fault.ts';

const count = z.number().int().positive();
const times = z.strictObject({ from: count.exactOptional(), count: count.exactOptional() });
const regExp = z.strictObject({ regexp: z.string(), flags: z.string().exactOptional() });

/** How a fault is written in JSON: as in TypeScript, but a RegExp stands as `{ "regexp": "^/v1/" }`. */
const faultSchema = z.strictObject({
  name: z.string().min(1).exactOptional(),
  when: z.strictObject({
    method: z.string().min(1).exactOptional(),
    path: z.union([z.string(), regExp]).exactOptional(),
  }),
  times: times.exactOptional(),
  trouble: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('status'),
      status: z.number().int().min(200).max(599),
      headers: z.record(z.string(), z.string()).exactOptional(),
      body: z.string().exactOptional(),
      acts: z.boolean().exactOptional(),
    }),
    z.strictObject({ kind: z.literal('delay'), ms: z.number().nonnegative().max(3_600_000) }),
    z.strictObject({ kind: z.literal('drop'), acts: z.boolean().exactOptional() }),
    z.strictObject({ kind: z.literal('truncate'), bytes: z.number().int().nonnegative() }),
    z.strictObject({ kind: z.literal('malformed') }),
  ]),
});

const namedSchema = z.strictObject({ fault: z.string(), times: times.exactOptional() });

/**
 * Reads a fault from JSON: spelled out, or `{ "fault": "name" }` from the catalogue, with other `times` if need be.
 * Throws a Failure, `emulator.fault-unknown` or `emulator.fault-invalid`.
 */
export function readFault(json: unknown, catalogue: readonly NamedFault[]): Fault {
  const named = namedSchema.safeParse(json);
  if (named.success) {
    const { fault, ...wishes } = named.data;
    return { ...namedFault(fault, catalogue), ...wishes };
  }
  const read = faultSchema.safeParse(json);
  if (!read.success) throw invalid(z.prettifyError(read.error));
  return { ...read.data, when: whenOf(read.data.when) };
}

/** Throws the Failure `emulator.fault-unknown`, which lists the names that there are. */
export function namedFault(name: string, catalogue: readonly NamedFault[]): Fault {
  const found = catalogue.find((entry) => entry.name === name);
  if (found !== undefined) return { name, ...found.fault };
  throw new Failure({
    code: 'emulator.fault-unknown',
    what: `No fault is called ${name}`,
    why: 'the emulator’s catalogue does not list it',
    fix: `Take one of: ${catalogue.map((entry) => entry.name).join(', ')}. Or spell the fault out.`,
  });
}

type WrittenWhen = z.infer<typeof faultSchema>['when'];

function whenOf({ path, ...when }: WrittenWhen): CallMatcher {
  if (path === undefined) return when;
  if (typeof path === 'string') return { ...when, path };
  try {
    return { ...when, path: new RegExp(path.regexp, path.flags) };
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
}

function invalid(why: string): Failure {
  return new Failure({
    code: 'emulator.fault-invalid',
    what: 'This is not a fault',
    why,
    fix: 'Send a name, {"fault":"…"}, or a fault such as {"when":{"method":"POST"},"trouble":{"kind":"status","status":503}}.',
  });
}
