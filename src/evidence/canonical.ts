import { canonicalJson } from '../core/json.ts';

export type CanonicalReading = { readonly value: unknown } | { readonly problem: string };

/**
 * Reads JSON that must be its own canonical encoding, byte for byte: no white space, sorted keys, no key twice, no other
 * spelling of a number or a character. One value then has one text, so that no byte of a signed file can change unseen.
 */
export function readCanonical(text: string): CanonicalReading {
  try {
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? { value } : { problem: 'it is JSON, but not in canonical form' };
  } catch (error) {
    return { problem: error instanceof SyntaxError ? 'it is not JSON' : 'it is JSON that cannot be encoded again' };
  }
}

/** Undefined where the bytes are no UTF-8. A byte order mark is kept, so that it shows. */
export function readUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
