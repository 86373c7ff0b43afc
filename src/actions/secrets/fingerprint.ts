import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../core/secret.ts';

/** What is fingerprinted: a value under its name in one place, so that equal values elsewhere do not look alike. */
export interface Placed {
  /** The target's id, such as `fly:hotdash-staging`. */
  readonly target: string;
  /** Its name there. */
  readonly name: string;
}

/**
 * A keyed fingerprint of a value: 128 bits of HMAC-SHA-256 in hex. Without the key, which lies in the vault alone, it says
 * nothing of the value, not even to who guesses it.
 */
export function fingerprintOf(key: Secret, placed: Placed, value: string): string {
  return mark(key, 'value', placed, value);
}

/** The same of what a target says of its value by itself, such as Fly's digest: that is an oracle for who can guess, and is not kept. */
export function digestMarkOf(key: Secret, placed: Placed, digest: string): string {
  return mark(key, 'digest', placed, digest);
}

/** Between two that were made with one key. */
export function isSameMark(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The parts are told apart by a byte that none of them may hold: a NUL in a value is refused before. */
function mark(key: Secret, kind: 'value' | 'digest', { target, name }: Placed, content: string): string {
  const text = ['prestage/1', kind, target, name, content].join('\0');
  return createHmac('sha256', key.reveal()).update(text).digest('hex').slice(0, 32);
}
