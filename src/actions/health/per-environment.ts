import { z } from 'zod';

/** What may be given once, or by environment: anything but an object, so that the two can be told apart. */
type Plain = string | number | boolean | null | readonly unknown[];

export type PerEnvironment<Value extends Plain> = Value | Readonly<Record<string, Value>>;

/** One value for all environments, or a record of one for each: `{ staging: …, production: … }`. */
export function perEnvironment<Value extends Plain>(schema: z.ZodType<Value, Value>) {
  return z.union([schema, z.record(z.string(), schema)]);
}

/** The value of an environment; undefined where a record does not name it. */
export function valueIn<Value extends Plain>(
  value: PerEnvironment<Value> | undefined,
  environment: string,
): Value | undefined {
  if (value === undefined) return undefined;
  if (!isRecord(value)) return value;
  return Object.hasOwn(value, environment) ? value[environment] : undefined;
}

function isRecord<Value extends Plain>(value: PerEnvironment<Value>): value is Readonly<Record<string, Value>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
