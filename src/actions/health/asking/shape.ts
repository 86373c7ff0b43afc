import { canonicalJson, type Json } from '../../../core/json.ts';
import { digestOf } from '../../../services/files/digest.ts';

/** Digest over the names and types of JSON, without a value: it changes when a service changes how it answers. */
export function shapeOf(json: Json): string {
  return digestOf(canonicalJson(shape(json)));
}

/** Of a list the shapes that are in it, each once: how many members there are is no matter of shape. */
function shape(json: Json): Json {
  if (json === null) return 'null';
  if (isList(json)) return [...new Set(json.map((member) => canonicalJson(shape(member))))].toSorted();
  if (typeof json !== 'object') return typeof json;
  return Object.fromEntries(Object.entries(json).map(([name, member]) => [name, shape(member)]));
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
