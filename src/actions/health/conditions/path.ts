import { JSONPathEnvironment, JSONPointer, UNDEFINED, type JSONValue } from 'json-p3';
import { z } from 'zod';
import type { Json } from '../../../core/json.ts';

/** A way into JSON. */
export interface JsonPath {
  /** Whether it can lead to one place alone. */
  readonly isSingular: boolean;
  /** The values that it leads to; none when nothing is there. */
  readonly values: (json: Json) => readonly Json[];
}

const environment = new JSONPathEnvironment({ strict: true, maxRecursionDepth: 100 });
const known = new Map<string, JsonPath>();

/** JSONPath (RFC 9535, `$.a[0].b`) or a JSON Pointer (RFC 6901, `/a/0/b`). Throws an Error that says what is wrong with it. */
export function readPath(text: string): JsonPath {
  const path = known.get(text) ?? (text.startsWith('$') ? jsonPath(text) : jsonPointer(text));
  known.set(text, path);
  return path;
}

export const pathText = z.string().superRefine((text, context) => {
  try {
    readPath(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it cannot be read';
    context.addIssue(`is no path into JSON, such as \`$.items[0].name\` or \`/items/0/name\`: ${why}`);
  }
});

/** Of one place alone: what is compared with a value, or taken out by a name. */
export const singularPath = pathText.refine((text) => isBroken(text) || readPath(text).isSingular, {
  error: 'may lead to several places: name one, or look at each with `forEach`',
});

function isBroken(text: string): boolean {
  return !pathText.safeParse(text).success;
}

function jsonPath(text: string): JsonPath {
  const query = environment.compile(text);
  return { isSingular: query.singularQuery(), values: (json) => ofLibrary(query.query(forLibrary(json)).values()) };
}

function jsonPointer(text: string): JsonPath {
  const pointer = new JSONPointer(text);
  return {
    isSingular: true,
    values(json) {
      const value: unknown = pointer.resolve(forLibrary(json), UNDEFINED);
      return value === UNDEFINED ? [] : ofLibrary([value]);
    },
  };
}

/** The same, as the library's types have it: they know no read-only list, and take `undefined` for JSON. */
function forLibrary(json: Json): JSONValue {
  return json as JSONValue;
}

function ofLibrary(values: readonly unknown[]): readonly Json[] {
  return values as readonly Json[];
}
