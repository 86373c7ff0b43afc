import { verify } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../core/json.ts';
import type { Role, Signer, TrustedKey, TrustRoot } from '../core/trust.ts';
import { readCanonical, readUtf8 } from './canonical.ts';
import { payloadType, preAuthEncoding } from './dsse.ts';
import { evidenceFailure } from './evidence-failure.ts';
import { publicKeyOf } from './keys.ts';
import { mayAct } from './roles.ts';
import { statementSchema, type Statement } from './schema/statement.ts';

const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** A statement whose signature holds, and the key that made it. What the key may say is still to be asked. */
export interface OpenBundle {
  readonly statement: Statement;
  readonly key: TrustedKey;
}

/** A Sigstore bundle v0.3 in canonical JSON, without a line feed at its end. */
export function signStatement(statement: Statement, signer: Signer): string {
  const payload = Buffer.from(canonicalJson(statement));
  return encode({ payload, signature: Buffer.from(signer.sign(preAuthEncoding(payload))), hint: signer.keyId });
}

/** The statement in a bundle signed by a trusted key that has one of the roles. Throws a Failure that says what does not hold. */
export function openBundle(text: string, trust: TrustRoot, roles: readonly Role[]): Statement {
  const { statement, key } = readBundle(text, trust);
  if (mayAct(key, roles)) return statement;
  throw refuse(
    'key-role',
    `the key ${key.name} has the roles ${key.roles.join(', ')}, and ${roles.join(' or ')} is needed`,
    'Sign with a key that has the role; a key that runs or rehearses cannot approve or attest.',
  );
}

/** As openBundle, whatever the key's roles: for callers who learn from the statement which role it takes. */
export function readBundle(text: string, trust: TrustRoot): OpenBundle {
  const parts = decode(text);
  const key = trust.keys.find((trusted) => trusted.id === parts.hint);
  const publicKey = key && publicKeyOf(key.publicKey);
  if (!key || !publicKey)
    throw refuse(
      'key-untrusted',
      `its key ${parts.hint.slice(0, 80)} is not in the trust root`,
      'Use the prestage.keys of the workspace that the run is of; add the key there only when you know whose it is.',
    );
  if (!verify('sha256', preAuthEncoding(parts.payload), publicKey, parts.signature))
    throw refuse('signature-wrong', `its signature is not one of ${key.name} over this payload`, restore);
  return { statement: readStatement(parts.payload), key };
}

interface Parts {
  readonly payload: Buffer;
  readonly signature: Buffer;
  readonly hint: string;
}

function encode({ payload, signature, hint }: Parts): string {
  return canonicalJson({
    mediaType,
    verificationMaterial: {
      publicKey: { hint },
      tlogEntries: [],
      timestampVerificationData: { rfc3161Timestamps: [] },
    },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType,
      signatures: [{ sig: signature.toString('base64') }],
    },
  });
}

const outline = z.object({
  verificationMaterial: z.object({ publicKey: z.object({ hint: z.string() }) }),
  dsseEnvelope: z.object({ payload: z.string(), signatures: z.array(z.object({ sig: z.string() })).length(1) }),
});

/** Takes the three parts out and builds the bundle again from them alone: nothing else fits into an accepted file. */
function decode(text: string): Parts {
  const reading = readCanonical(text);
  if ('problem' in reading) throw refuse('bundle-not-canonical', reading.problem, restore);
  const parsed = outline.safeParse(reading.value);
  if (!parsed.success) throw refuse('bundle-shape', 'it is no Sigstore bundle of one signature', restore);
  const { verificationMaterial, dsseEnvelope } = parsed.data;
  const parts = {
    payload: Buffer.from(dsseEnvelope.payload, 'base64'),
    signature: Buffer.from(dsseEnvelope.signatures[0]?.sig ?? '', 'base64'),
    hint: verificationMaterial.publicKey.hint,
  };
  if (encode(parts) === text) return parts;
  throw refuse(
    'bundle-not-canonical',
    'it holds more or other bytes than its payload, signature and hint make',
    restore,
  );
}

function readStatement(payload: Uint8Array): Statement {
  const text = readUtf8(payload);
  const reading = text === undefined ? { problem: 'it is not UTF-8' } : readCanonical(text);
  if ('problem' in reading) throw refuse('payload-not-canonical', `of its payload: ${reading.problem}`, restore);
  const parsed = statementSchema.safeParse(reading.value);
  if (parsed.success) return parsed.data;
  throw refuse(
    'statement-shape',
    `its payload is no statement that this version of Prestage knows: ${z.prettifyError(parsed.error)}`,
    'Verify with the version of Prestage that wrote it, or a newer one.',
  );
}

const restore = 'Restore the file from git or the CI artifact; when no good copy exists, run the direction again.';

function refuse(slug: string, why: string, fix: string) {
  return evidenceFailure({ code: `evidence.${slug}`, what: 'The bundle is refused', why, fix });
}
