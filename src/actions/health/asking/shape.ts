import type { Json } from '../../../core/json.ts';
import { digestOf } from '../../../services/files/digest.ts';

/** Digest over the names and types of JSON, without a value: it changes when a service changes how it answers. */
export function shapeOf(json: Json): string {
  return digestOf(shape(json));
}

/** Text that is no longer for being within another: what is in it is never quoted again. */
function shape(json: Json): string {
  if (json === null) return 'null';
  // Each shape of a list once: how many members there are is no matter of shape.
  if (isList(json)) return `[${[...new Set(json.map(shape))].toSorted().join(',')}]`;
  if (typeof json !== 'object') return typeof json;
  const members = Object.entries(json).map(([name, member]) => `${JSON.stringify(name)}:${shape(member)}`);
  return `{${members.toSorted().join(',')}}`;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
