import { ReadableStream } from 'node:stream/web';
import { Failure } from '../../core/failure.ts';
import type { AgeKey } from './key.ts';

/** A passphrase of the vault is long: what makes short ones dear to guess would only cost memory, 256 MB at age's own 18. */
const workFactor = 15;

type Bytes = AsyncIterable<Uint8Array>;

/** Encrypts as it comes; in chunks of 64 KiB, each with a tag of its own. */
export async function* encrypted(plain: Bytes, key: AgeKey): Bytes {
  const { Encrypter, identityToRecipient } = await import('age-encryption');
  const encrypter = new Encrypter();
  if ('identity' in key) encrypter.addRecipient(await identityToRecipient(key.identity));
  else {
    encrypter.setPassphrase(key.passphrase);
    encrypter.setScryptWorkFactor(workFactor);
  }
  yield* await encrypter.encrypt(ReadableStream.from(plain));
}

/** Gives nothing that was not proven first. Throws Failure `age.cannot-decrypt`: another key, or bytes that were changed or cut. */
export async function* decrypted(cipher: Bytes, key: AgeKey): Bytes {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  if ('identity' in key) decrypter.addIdentity(key.identity);
  else decrypter.addPassphrase(key.passphrase);
  try {
    yield* await decrypter.decrypt(ReadableStream.from(cipher));
  } catch (error) {
    throw error instanceof Failure ? error : cannotDecrypt(error);
  }
}

function cannotDecrypt(error: unknown): Failure {
  return new Failure({
    code: 'age.cannot-decrypt',
    what: 'An encrypted file does not open',
    why: error instanceof Error ? error.message : 'it is not what was encrypted',
    fix: 'Look whether the key is the one that it was made with; if it is, the file was changed or cut: take another copy of it.',
  });
}
