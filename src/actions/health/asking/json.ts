import type { Json } from '../../../core/json.ts';

/** What is nested deeper is no reply that somebody means: whatever walks it by calling itself would run out of stack. */
const deepest = 64;

/** Undefined when it is no JSON, or is nested deeper than any reply has a reason to be. */
export function readJson(body: Buffer): Json | undefined {
  if (isTooDeep(body)) return undefined;
  try {
    const json: Json = JSON.parse(body.toString('utf8'));
    return json;
  } catch {
    return undefined;
  }
}

const [quote, backslash, list, listEnd, object, objectEnd] = Buffer.from('"\\[]{}');

/** Told by the bytes: in UTF-8 none of these signs is part of another. */
function isTooDeep(body: Buffer): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (isText) {
      if (byte === backslash) at += 1;
      else if (byte === quote) isText = false;
    } else if (byte === quote) isText = true;
    else if (byte === list || byte === object) depth += 1;
    else if (byte === listEnd || byte === objectEnd) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}
