import { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { blake2b } from '@noble/hashes/blake2.js';

/** A repository's key pair: clients seal with the public half, GitHub opens with the other. */
export interface KeyPair {
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

export function newKeyPair(id: string): KeyPair {
  const { publicKey, secretKey } = x25519.keygen();
  return { id, publicKey, secretKey };
}

const keyBytes = 32;

/**
 * libsodium's sealed box: a fresh public key, then a box whose nonce is a digest over both public keys.
 * https://doc.libsodium.org/public-key_cryptography/sealed_boxes. Undefined when it was not sealed for this key.
 */
export function openSealedBox(sealed: Uint8Array, { publicKey, secretKey }: KeyPair): Uint8Array | undefined {
  if (sealed.length < keyBytes + 16) return undefined;
  const sender = sealed.subarray(0, keyBytes);
  const nonce = blake2b(concat(sender, publicKey), { dkLen: 24 });
  try {
    const shared = x25519.getSharedSecret(secretKey, sender);
    return xsalsa20poly1305(boxKey(shared), nonce).decrypt(sealed.subarray(keyBytes));
  } catch {
    return undefined;
  }
}

/** NaCl's box takes HSalsa20 of the shared point, under a nonce of zeros. */
function boxKey(shared: Uint8Array): Uint8Array {
  const out = new Uint32Array(8);
  hsalsa(words(new TextEncoder().encode('expand 32-byte k')), words(shared), new Uint32Array(4), out);
  return new Uint8Array(out.buffer);
}

/** A copy, so that it begins where a word may. */
function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
