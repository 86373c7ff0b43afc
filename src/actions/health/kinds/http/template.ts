import type { Json } from '../../../../core/json.ts';

/** What earlier steps took out of their replies, by name. */
export type Taken = Readonly<Record<string, string>>;

const place = /\{([A-Za-z][\w-]*)\}/g;

/** The names that a text stands open for. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(place)].map(([, name = '']) => name);
}

/** Filled in as it is: into a header, into a string of JSON. Braces around a name that nobody took out stay. */
export function filled(text: string, taken: Taken): string {
  return text.replaceAll(place, (braces, name: string) =>
    Object.hasOwn(taken, name) ? (taken[name] ?? braces) : braces,
  );
}

/** Into a path or a query. */
export function filledUrl(text: string, taken: Taken): string {
  return text.replaceAll(place, (braces, name: string) =>
    Object.hasOwn(taken, name) ? encodeURIComponent(taken[name] ?? braces) : braces,
  );
}

/** In every string of it. */
export function filledJson(json: Json, taken: Taken): Json {
  if (typeof json === 'string') return filled(json, taken);
  if (typeof json !== 'object' || json === null) return json;
  if (isList(json)) return json.map((member) => filledJson(member, taken));
  return Object.fromEntries(Object.entries(json).map(([name, member]) => [name, filledJson(member, taken)]));
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
