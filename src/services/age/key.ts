import type { Secret } from '../../core/secret.ts';
import { Failure } from '../../core/failure.ts';

/** Fewer letters than this are guessed in time by whoever has the file. */
const leastLetters = 20;

/**
 * What a file is encrypted to and decrypted with: an identity as `age-keygen` writes it, or a passphrase as `age -p` takes
 * it. Both open with the `age` program.
 */
export type AgeKey = { readonly identity: string } | { readonly passphrase: string };

/** Throws Failure `age.weak-passphrase` or `age.bad-identity`. Nothing of the value is repeated. */
export async function ageKeyOf(secret: Secret): Promise<AgeKey> {
  const value = secret.reveal().trim();
  if (value.startsWith('AGE-SECRET-KEY-')) return identityOf(secret.name, value);
  if (value.length >= leastLetters) return { passphrase: value };
  throw new Failure({
    code: 'age.weak-passphrase',
    what: `The secret ${secret.name} is too short to encrypt with`,
    why: `a passphrase of fewer than ${leastLetters} letters is guessed by whoever has the file`,
    fix: 'Put the line AGE-SECRET-KEY-1… in its place that `age-keygen` prints.',
  });
}

async function identityOf(name: string, identity: string): Promise<AgeKey> {
  const { identityToRecipient } = await import('age-encryption');
  try {
    await identityToRecipient(identity);
    return { identity };
  } catch {
    throw new Failure({
      code: 'age.bad-identity',
      what: `The secret ${name} begins like a key of age, and is none`,
      why: 'a letter of it is missing or wrong',
      fix: 'Put the whole line AGE-SECRET-KEY-1… in its place that `age-keygen` prints.',
    });
  }
}
