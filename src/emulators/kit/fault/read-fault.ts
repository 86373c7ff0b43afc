import { z } from 'zod';
import { Failure } from '../../../core/failure.ts';
import { troublesOfHttp, type CallMatcher, type Fault, type NamedFault, type Trouble } from './fault.ts';

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
    z.strictObject({
      kind: z.literal('trickle'),
      bytes: count,
      everyMs: z.number().nonnegative().max(3_600_000),
    }),
    z.strictObject({ kind: z.literal('swell'), bytes: count.max(1_073_741_824) }),
    z.strictObject({ kind: z.literal('condition'), condition: z.string().min(1) }),
  ]),
});

const namedSchema = z.strictObject({ fault: z.string(), times: times.exactOptional() });

/** What the service can be made to do. */
interface Possible {
  readonly catalogue: readonly NamedFault[];
  /** Whether it speaks HTTP: some troubles are of HTTP alone. */
  readonly overHttp?: boolean;
}

/**
 * Reads a fault from JSON: spelled out, or `{ "fault": "name" }` from the catalogue, with other `times` if need be.
 * Throws a Failure, `emulator.fault-unknown` or `emulator.fault-invalid`.
 */
export function readFault(json: unknown, possible: Possible): Fault {
  const { catalogue } = possible;
  const named = namedSchema.safeParse(json);
  if (named.success) {
    const { fault, ...wishes } = named.data;
    return { ...namedFault(fault, catalogue), ...wishes };
  }
  const read = faultSchema.safeParse(json);
  if (!read.success) throw invalid(z.prettifyError(read.error));
  refuseImpossible(read.data.trouble, possible);
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

/** A trouble that does nothing would pass for a client that copes. */
function refuseImpossible(trouble: Trouble, { catalogue, overHttp = false }: Possible): void {
  if (!overHttp && troublesOfHttp.includes(trouble.kind)) throw invalid(`${trouble.kind} is a trouble of HTTP alone`);
  if (trouble.kind !== 'condition') return;
  const known = catalogue.flatMap(({ fault }) => (fault.trouble.kind === 'condition' ? [fault.trouble.condition] : []));
  if (known.includes(trouble.condition)) return;
  throw invalid(`the service knows no condition ${trouble.condition}; it has ${known.join(', ') || 'none'}`);
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
