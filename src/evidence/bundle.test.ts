import { verify } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Signer } from '../core/trust.ts';
import { canonicalJson } from '../core/json.ts';
import { openBundle, signStatement } from './bundle.ts';
import { preAuthEncoding } from './dsse.ts';
import { generateKey, publicPem } from './keys.ts';
import { approvalStatement, type RunFacts } from './statement.ts';
import { failureOf } from './testing/failure-of.ts';

const approver = generateKey('justin', ['approve']);
const trust = { keys: [approver.trusted] };
const at = '2026-11-23T03:15:00Z';
const digest = 'a'.repeat(64);
const facts: RunFacts = {
  run: 'r',
  mode: 'live',
  directionDigest: digest,
  bindingsDigest: digest,
  prestage: '0.0.0',
  inputs: [{ path: 'direction.md', sha256: digest }],
};
const approval = { task: '10', action: 'deploy.release', environment: 'production', plan: digest, by: 'Justin ü' };
const statement = approvalStatement(facts, { ...approval, approvedOn: at, expiresOn: at, nonce: '0123456789abcdef' });
const text = signStatement(statement, approver.signer);

const open = (bundle: string) => openBundle(bundle, trust, ['approve']);
const codeOf = (bundle: string) => failureOf(() => open(bundle)).code;

/** Signs whatever it is given, as a signer with the key but without our builders could. */
function forge(
  payload: string,
  change: (bundle: Record<string, unknown>) => void = () => {},
  signer: Signer = approver.signer,
) {
  const bundle = JSON.parse(text);
  bundle.dsseEnvelope.payload = Buffer.from(payload).toString('base64');
  bundle.dsseEnvelope.signatures[0].sig = Buffer.from(signer.sign(preAuthEncoding(Buffer.from(payload)))).toString(
    'base64',
  );
  change(bundle);
  return canonicalJson(bundle);
}

describe('a bundle', () => {
  it('gives its statement back, and is its own canonical encoding', () => {
    expect(open(text)).toEqual(statement);
    expect(canonicalJson(JSON.parse(text))).toBe(text);
    expect(JSON.parse(text)).toMatchObject({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { publicKey: { hint: approver.trusted.id } },
    });
  });

  it('is DSSE: the example of its specification, and a signature over that encoding', () => {
    expect(Buffer.from(preAuthEncoding(Buffer.from('ü'))).toString()).toBe(
      'DSSEv1 28 application/vnd.in-toto+json 2 ü',
    );
    const { payload, signatures } = JSON.parse(text).dsseEnvelope;
    const signed = preAuthEncoding(Buffer.from(payload, 'base64'));
    expect(verify('sha256', signed, publicPem(approver.trusted), Buffer.from(signatures[0].sig, 'base64'))).toBe(true);
  });

  it('is refused when any one of its bytes is changed, taken out or doubled', () => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = Buffer.from(bytes);
      flipped[at] = flipped[at]! ^ (1 << (at % 7));
      const without = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
      const doubled = Buffer.concat([bytes.subarray(0, at + 1), bytes.subarray(at)]);
      for (const changed of [flipped, without, doubled]) expect(codeOf(changed.toString())).toMatch(/^evidence\./);
    }
  });

  it('is refused with another base64, another number of signatures, or more in it', () => {
    const { signatures } = JSON.parse(text).dsseEnvelope;
    const edited = (edit: (envelope: { signatures: unknown; payload: string; [more: string]: unknown }) => void) => {
      const bundle = JSON.parse(text);
      edit(bundle.dsseEnvelope);
      return canonicalJson(bundle);
    };
    expect(codeOf(edited((envelope) => (envelope.signatures = [])))).toBe('evidence.bundle-shape');
    expect(codeOf(edited((envelope) => (envelope.signatures = [...signatures, ...signatures])))).toBe(
      'evidence.bundle-shape',
    );
    expect(codeOf(edited((envelope) => (envelope.payload += '=')))).toBe('evidence.bundle-not-canonical');
    expect(codeOf(edited((envelope) => (envelope['more'] = 1)))).toBe('evidence.bundle-not-canonical');
    expect(codeOf(edited((envelope) => (envelope.signatures = [{ ...signatures[0], keyid: 'x' }])))).toBe(
      'evidence.bundle-not-canonical',
    );
    expect(codeOf(`${text}\n`)).toBe('evidence.bundle-not-canonical');
    expect(codeOf(JSON.stringify(JSON.parse(text), null, 2))).toBe('evidence.bundle-not-canonical');
  });

  it('is refused with a payload that is signed and yet not ours', () => {
    const payload = canonicalJson(statement);
    expect(open(forge(payload))).toEqual(statement);
    expect(codeOf(forge(JSON.stringify(statement, null, 1)))).toBe('evidence.payload-not-canonical');
    expect(codeOf(forge(payload.replace('{', '{"_type":"x",')))).toBe('evidence.payload-not-canonical');
    expect(codeOf(forge('{}'))).toBe('evidence.statement-shape');
    expect(codeOf(forge(canonicalJson({ ...statement, subject: [] })))).toBe('evidence.statement-shape');
    expect(codeOf(forge(canonicalJson({ ...statement, subject: [...statement.subject, ...statement.subject] })))).toBe(
      'evidence.statement-shape',
    );
    expect(codeOf(forge(canonicalJson({ ...statement, predicateType: 'https://example.com/other' })))).toBe(
      'evidence.statement-shape',
    );
  });

  it('is refused from another key, with another’s hint, or with a role that its key has not', () => {
    const runner = generateKey('ci', ['run']);
    const foreign = signStatement(statement, runner.signer);
    expect(codeOf(foreign)).toBe('evidence.key-untrusted');
    expect(codeOf(foreign.replace(runner.trusted.id, approver.trusted.id))).toBe('evidence.signature-wrong');
    const both = { keys: [...trust.keys, runner.trusted] };
    expect(failureOf(() => openBundle(foreign, both, ['approve'])).code).toBe('evidence.key-role');
    expect(openBundle(foreign, both, ['approve', 'run'])).toEqual(statement);
    const claims = { keys: [{ ...runner.trusted, roles: ['run', 'approve'] as const }] };
    expect(failureOf(() => openBundle(foreign, claims, ['approve'])).code).toBe('evidence.key-role');
  });

  it('fails in words on whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.jsonValue().map(canonicalJson)), (garbage) => {
        expect(codeOf(garbage)).toMatch(/^evidence\.bundle-/);
      }),
    );
  });
});
