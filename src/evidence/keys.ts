import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { Failure } from '../core/failure.ts';
import type { Role, Signer, TrustedKey } from '../core/trust.ts';
import { sha256 } from './digest.ts';
import { refuseMixedRoles } from './roles.ts';

export interface GeneratedKey {
  readonly signer: Signer;
  /** The line for `prestage.keys`. */
  readonly trusted: TrustedKey;
  /** PKCS#8 PEM. Whoever stores it does so in a 0600 file or a vault. */
  readonly privatePem: string;
}

/** A new ECDSA P-256 key. Throws a Failure when the roles do not go together. */
export function generateKey(name: string, roles: readonly Role[]): GeneratedKey {
  refuseMixedRoles(name, roles, {});
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const trusted = { name, roles, publicKey: der.toString('base64'), id: sha256(der) };
  return { signer: signerOf(name, privateKey), trusted, privatePem };
}

/** A signer from a PEM private key. Throws a Failure when it is none, or not on P-256. The PEM is never repeated. */
export function signerFromPem(name: string, pem: string): Signer {
  const key = privateKeyOf(name, pem);
  if (isP256(key)) return signerOf(name, key);
  throw new Failure({
    code: 'evidence.key-kind',
    what: `The private key ${name} cannot sign evidence`,
    why: 'it is not an ECDSA key on the curve P-256',
    fix: 'Make one with `prestage keys new`, or `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`.',
  });
}

/** The public key of `prestage.keys`, if its text is one: SubjectPublicKeyInfo, DER, base64, on P-256. */
export function publicKeyOf(base64: string): KeyObject | undefined {
  const der = Buffer.from(base64, 'base64');
  if (der.toString('base64') !== base64) return undefined;
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return isP256(key) && key.export({ type: 'spki', format: 'der' }).equals(der) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** The public key in PEM, as `cosign --key` and `openssl dgst -verify` read it. */
export function publicPem(key: TrustedKey): string {
  const der = Buffer.from(key.publicKey, 'base64');
  return createPublicKey({ key: der, format: 'der', type: 'spki' }).export({ type: 'spki', format: 'pem' }).toString();
}

function signerOf(name: string, key: KeyObject): Signer {
  const keyId = sha256(createPublicKey(key).export({ type: 'spki', format: 'der' }));
  return { name, keyId, sign: (bytes) => sign('sha256', bytes, key) };
}

function privateKeyOf(name: string, pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new Failure({
      code: 'evidence.key-unreadable',
      what: `The private key ${name} cannot be read`,
      why: 'it is not an unencrypted private key in PEM',
      fix: 'Give the whole PEM, from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----, without a passphrase.',
    });
  }
}

function isP256(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}
