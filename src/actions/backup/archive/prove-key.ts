import { Readable } from 'node:stream';
import { Failure } from '../../../core/failure.ts';
import type { AgeKey } from '../../../services/age/key.ts';
import { decrypted, encrypted } from '../../../services/age/stream.ts';

/** Before anything is backed up: that what is encrypted with this key opens with it. Throws Failure `backup.key-does-not-open`. */
export async function proveKey(key: AgeKey): Promise<void> {
  const words = 'a test of the key';
  const chunks: Uint8Array[] = [];
  for await (const chunk of decrypted(encrypted(Readable.from([Buffer.from(words)]), key), key)) chunks.push(chunk);
  if (Buffer.concat(chunks).toString() === words) return;
  throw new Failure({
    code: 'backup.key-does-not-open',
    what: 'The key of the backups does not open what it encrypts',
    why: 'a test of it came back as something else',
    fix: 'Put a new one into the vault: the line AGE-SECRET-KEY-1… of `age-keygen`.',
  });
}
