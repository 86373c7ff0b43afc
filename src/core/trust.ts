/** What a key may sign. A `rehearse` key counts for rehearsals alone; a `run` key cannot approve or attest. */
export type Role = 'run' | 'rehearse' | 'approve' | 'attest';

/** A line of `prestage.keys`. ECDSA P-256. */
export interface TrustedKey {
  readonly name: string;
  readonly roles: readonly Role[];
  /** SubjectPublicKeyInfo, DER, base64. */
  readonly publicKey: string;
  /** SHA-256 of the DER, hex: the bundle's hint. */
  readonly id: string;
}

export interface TrustRoot {
  readonly keys: readonly TrustedKey[];
}

/** Signs bytes; the private key stays behind it. The signature is ASN.1 DER. */
export interface Signer {
  readonly name: string;
  readonly keyId: string;
  sign(bytes: Uint8Array): Uint8Array;
}
