import { z } from 'zod';
import { perEnvironment, type PerEnvironment } from '../per-environment.ts';
import { pathText, readPath } from './path.ts';

/** What a reply must be like. A place that is not in it makes a condition unknown: neither true nor false. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly none: readonly Condition[] }
  /** Of each member of a list, or of each value of an object; `that` sees the member as `$`. */
  | { readonly forEach: string; readonly that: Condition; readonly mayBeEmpty?: boolean | undefined }
  /** Nothing is at this place: the one question that absence answers. */
  | { readonly absent: string }
  | Comparison;

export type Scalar = string | number | boolean | null;

export interface Comparison extends Operators {
  readonly at: string;
}

/** All that are given must hold. */
export interface Operators {
  readonly is?: PerEnvironment<Scalar> | undefined;
  readonly isNot?: PerEnvironment<Scalar> | undefined;
  readonly oneOf?: PerEnvironment<readonly Scalar[]> | undefined;
  readonly type?: JsonType | undefined;
  readonly matches?: string | undefined;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
  readonly lengthAtLeast?: number | undefined;
  readonly lengthAtMost?: number | undefined;
  readonly withinMinutes?: number | undefined;
  readonly sameAs?: PerEnvironment<readonly Scalar[]> | undefined;
  readonly includes?: PerEnvironment<readonly Scalar[]> | undefined;
}

export const jsonTypes = ['string', 'number', 'boolean', 'null', 'object', 'array'] as const;
export type JsonType = (typeof jsonTypes)[number];

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const scalars = z.array(scalar).readonly();

const operators = {
  is: perEnvironment(scalar).optional().describe('Is this value.'),
  isNot: perEnvironment(scalar).optional().describe('Is not this value.'),
  oneOf: perEnvironment(scalars).optional().describe('Is one of these values.'),
  type: z.enum(jsonTypes).optional().describe('Is of this type.'),
  matches: z
    .string()
    .refine(isExpression, { error: 'is no regular expression' })
    .optional()
    .describe('Is a string that this regular expression fits.'),
  atLeast: z.number().optional().describe('Is a number, this or more.'),
  atMost: z.number().optional().describe('Is a number, this or less.'),
  lengthAtLeast: z.int().min(0).optional().describe('Is a list or a string with so many members or more.'),
  lengthAtMost: z.int().min(0).optional().describe('Is a list or a string with so many members or fewer.'),
  withinMinutes: z.number().positive().optional().describe('Is a moment (ISO 8601, or a Unix time) that is no older.'),
  sameAs: perEnvironment(scalars)
    .optional()
    .describe('Is, as a set, this list: what is missing and what is extra is named.'),
  includes: perEnvironment(scalars).optional().describe('Has, as a set, all of this list: what is missing is named.'),
};

/** What compares a set, and so may be asked of several places. */
const ofSets: ReadonlySet<string> = new Set(['sameAs', 'includes']);
const heads = ['at', 'all', 'any', 'none', 'forEach', 'absent'] as const;

interface Written<Nested> extends Operators {
  readonly at?: string | undefined;
  readonly all?: readonly Nested[] | undefined;
  readonly any?: readonly Nested[] | undefined;
  readonly none?: readonly Nested[] | undefined;
  readonly forEach?: string | undefined;
  readonly that?: Nested | undefined;
  readonly mayBeEmpty?: boolean | undefined;
  readonly absent?: string | undefined;
}

/** As a config has it. */
export interface WrittenCondition extends Written<WrittenCondition> {}

export const condition: z.ZodType<Condition, WrittenCondition> = z.lazy(() =>
  z
    .strictObject({
      at: pathText.optional().describe('A place in the reply that the rest is asked of.'),
      ...operators,
      all: z.array(condition).min(1).optional().describe('All of these hold.'),
      any: z.array(condition).min(1).optional().describe('One of these holds.'),
      none: z.array(condition).min(1).optional().describe('None of these holds.'),
      forEach: pathText.optional().describe('A place with a list: `that` holds of each member.'),
      that: condition.optional().describe('Of a member, which is `$` in it.'),
      mayBeEmpty: z.boolean().optional().describe('Whether a list without members passes; it is no data otherwise.'),
      absent: pathText.optional().describe('Nothing is at this place.'),
    })
    .transform((written, context) => {
      const fault = faultOf(written);
      const read = fault === undefined ? asCondition(written) : undefined;
      if (read !== undefined) return read;
      context.addIssue(fault ?? 'is no condition');
      return z.NEVER;
    }),
);

function faultOf(written: Written<Condition>): string | undefined {
  const given = heads.filter((head) => written[head] !== undefined);
  if (given.length !== 1)
    return `is no condition: it needs one of ${heads.join(', ')}, and has ${given.join(' and ') || 'none'}`;
  const asked = Object.keys(operators).filter((name) => Reflect.get(written, name) !== undefined);
  if (written.at === undefined && asked.length > 0) return `is no condition: ${asked.join(', ')} needs \`at\``;
  if (written.at !== undefined) return faultOfComparison(written.at, asked);
  if ((written.forEach === undefined) !== (written.that === undefined))
    return 'is no condition: `forEach` and `that` belong together';
  return undefined;
}

function faultOfComparison(at: string, asked: readonly string[]): string | undefined {
  if (asked.length === 0) return `is no condition: \`at\` needs one of ${Object.keys(operators).join(', ')}`;
  const single = asked.filter((name) => !ofSets.has(name));
  if (single.length === 0 || readPath(at).isSingular) return undefined;
  return `is no condition: \`${at}\` may lead to several places, and ${single.join(', ')} is asked of one: use \`forEach\``;
}

function asCondition({
  at,
  all,
  any,
  none,
  forEach,
  that,
  mayBeEmpty,
  absent,
  ...rest
}: Written<Condition>): Condition | undefined {
  if (all !== undefined) return { all };
  if (any !== undefined) return { any };
  if (none !== undefined) return { none };
  if (absent !== undefined) return { absent };
  if (forEach !== undefined && that !== undefined)
    return { forEach, that, ...(mayBeEmpty === undefined ? {} : { mayBeEmpty }) };
  return at === undefined ? undefined : { at, ...rest };
}

function isExpression(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
