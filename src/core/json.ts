export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * One text for one value, as RFC 8785 has it: keys sorted by code unit, no white space, undefined members left out.
 * Digests and signatures are over this text. Throws a TypeError on what JSON has no words for.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (typeof value === 'object') return hasToJson(value) ? canonicalJson(value.toJSON()) : canonicalObject(value);
  throw new TypeError(`canonical JSON has no ${typeof value === 'number' ? String(value) : typeof value}`);
}

/** Written by hand, since an object of JavaScript puts keys like `10` before all others, whatever their order. */
function canonicalObject(value: object): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
