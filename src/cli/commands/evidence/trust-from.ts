import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Failure } from '../../../core/failure.ts';
import type { TrustRoot } from '../../../core/trust.ts';
import { sha256 } from '../../../evidence/digest.ts';
import { publicKeyOf } from '../../../evidence/keys.ts';
import { readTrustRoot } from '../../../evidence/trust-root.ts';

/** The trust that `--key FILE` names: a runner's public key in PEM, or another file in the form of prestage.keys. */
export async function trustFrom(cwd: string, file: string): Promise<TrustRoot> {
  const text = await readFile(resolve(cwd, file), 'utf8');
  if (!text.includes('-----BEGIN')) return readTrustRoot(text, file);
  const publicKey = derOf(text);
  if (publicKey === undefined || publicKeyOf(publicKey) === undefined) throw noPublicKey(file);
  const id = sha256(Buffer.from(publicKey, 'base64'));
  return { keys: [{ name: basename(file), roles: ['run', 'rehearse'], publicKey, id }] };
}

function derOf(pem: string): string | undefined {
  if (pem.includes('PRIVATE KEY')) return undefined;
  try {
    return createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64');
  } catch {
    return undefined;
  }
}

function noPublicKey(file: string): Failure {
  return new Failure({
    code: 'evidence.key-unreadable',
    what: `${file} is no public key that evidence is signed with`,
    why: 'it has to be an ECDSA P-256 public key in PEM, or a file in the form of prestage.keys',
    fix: 'Give the public key (-----BEGIN PUBLIC KEY-----), never the private one.',
    file,
  });
}
