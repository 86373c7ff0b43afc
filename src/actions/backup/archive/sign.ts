import {
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto';
import { Failure } from '../../../core/failure.ts';
import type { Secret } from '../../../core/secret.ts';
import { manifestSchema, signedManifestSchema, type Manifest } from './manifest.ts';

/** An Ed25519 key as PKCS#8 has it, but for its 32 bytes (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key that signs is drawn from the one that encrypts: who cannot open a backup cannot make one that is taken for ours. */
function signingKey(secret: Secret): KeyObject {
  const seed = hkdfSync('sha256', secret.reveal().trim(), '', 'prestage backup manifest 1', 32);
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, Buffer.from(seed)]), format: 'der', type: 'pkcs8' });
}

function publicDer(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

/** The text of the manifest's file. */
export function signedManifest(manifest: Manifest, secret: Secret): string {
  const key = signingKey(secret);
  const text = JSON.stringify(manifest);
  const signature = sign(null, Buffer.from(text), key).toString('base64');
  return `${JSON.stringify({ manifest: text, publicKey: publicDer(key).toString('base64'), signature })}\n`;
}

/** Throws Failure `backup.bad-manifest`. */
export function readSignedManifest(text: string, secret: Secret): Manifest {
  const read = signedManifestSchema.safeParse(parsed(text));
  if (!read.success) throw badManifest('it is none, or was cut');
  const { manifest, publicKey, signature } = read.data;
  // What is written must be what would be written: a letter more would be a change that nobody names.
  if (text !== `${JSON.stringify({ manifest, publicKey, signature })}\n`) throw badManifest('it was changed');
  const key = signingKey(secret);
  const [own, named] = [publicDer(key), Buffer.from(publicKey, 'base64')];
  if (named.toString('base64') !== publicKey || own.length !== named.length || !timingSafeEqual(own, named))
    throw badManifest('it was signed with another key');
  const bytes = Buffer.from(signature, 'base64');
  if (bytes.toString('base64') !== signature || !verify(null, Buffer.from(manifest), createPublicKey(key), bytes))
    throw badManifest('its signature does not fit: it was changed');
  const found = manifestSchema.safeParse(parsed(manifest));
  if (!found.success) throw badManifest('it is of another version of Prestage');
  return found.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function badManifest(why: string): Failure {
  return new Failure({
    code: 'backup.bad-manifest',
    what: 'manifest.json of the backup cannot be trusted',
    why,
    fix: 'Take another copy of the backup, or the one before it; look whether the key in the vault is the one that it was made with.',
    file: 'manifest.json',
  });
}
