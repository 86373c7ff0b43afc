import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256 } from './digest.ts';
import { generateKey, publicPem, signerFromPem } from './keys.ts';
import { failureOf } from './testing/failure-of.ts';

describe('keys', () => {
  it('sign what their public half verifies, made new or read from PEM', () => {
    const { signer, trusted, privatePem } = generateKey('laptop', ['run']);
    const bytes = Buffer.from('words');
    for (const each of [signer, signerFromPem('laptop', privatePem)]) {
      expect(verify('sha256', bytes, createPublicKey(publicPem(trusted)), each.sign(bytes))).toBe(true);
      expect(each).toMatchObject({ name: 'laptop', keyId: trusted.id });
    }
    expect(trusted.id).toBe(sha256(Buffer.from(trusted.publicKey, 'base64')));
    expect(JSON.stringify(signer)).not.toContain('PRIVATE');
  });

  it('are refused on another curve, of another kind, as garbage, and never repeated', () => {
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const ed = generateKeyPairSync('ed25519');
    const edPem = ed.privateKey.export({ type: 'pkcs8', format: 'pem' });
    for (const pem of [p384, edPem])
      expect(failureOf(() => signerFromPem('k', pem.toString())).code).toBe('evidence.key-kind');
    const publicHalf = ed.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    for (const pem of ['', 'hunter2 hunter2', publicHalf]) {
      const failure = failureOf(() => signerFromPem('k', pem));
      expect(failure.code).toBe('evidence.key-unreadable');
      expect(JSON.stringify(failure)).not.toContain('hunter2');
    }
  });

  it('are a runner’s or a person’s, not both', () => {
    for (const roles of [
      ['run', 'approve'],
      ['rehearse', 'attest'],
    ] as const)
      expect(failureOf(() => generateKey('k', roles)).code).toBe('evidence.keys-mixed');
    expect(generateKey('k', ['run', 'rehearse']).trusted.roles).toEqual(['run', 'rehearse']);
    expect(generateKey('k', ['approve', 'attest']).trusted.roles).toEqual(['approve', 'attest']);
  });
});
