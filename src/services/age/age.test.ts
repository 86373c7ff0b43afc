import { Readable } from 'node:stream';
import { generateX25519Identity } from 'age-encryption';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '../../core/secret.ts';
import { ageKeyOf } from './key.ts';
import { decrypted, encrypted } from './stream.ts';

async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const one = (bytes: Uint8Array) => Readable.from([Buffer.from(bytes)]);

test('what is encrypted with a key or a passphrase opens with it', async () => {
  for (const value of [await generateX25519Identity(), 'a passphrase that is long enough']) {
    const key = await ageKeyOf(new Secret('key', value));
    const plain = Buffer.alloc(200_000, 'rows ');
    expect((await all(decrypted(encrypted(one(plain), key), key))).equals(plain)).toBe(true);
  }
});

test('a cut or changed file gives nothing that was not encrypted, and says so', async () => {
  const key = await ageKeyOf(new Secret('key', await generateX25519Identity()));
  const plain = Buffer.alloc(150_000, 'rows ');
  const cipher = await all(encrypted(one(plain), key));
  const damages = fc.oneof(
    fc.nat({ max: cipher.length - 1 }).map((length) => cipher.subarray(0, length)),
    fc.nat({ max: cipher.length - 1 }).map((at) => cipher.map((byte, index) => (index === at ? byte ^ 1 : byte))),
  );
  await fc.assert(
    fc.asyncProperty(damages, async (damaged) => {
      await expect(all(decrypted(one(damaged), key))).rejects.toMatchObject({ data: { code: 'age.cannot-decrypt' } });
    }),
    { numRuns: 40 },
  );
});

test('a short passphrase and a mistyped key are refused, and not repeated', async () => {
  const identity = await generateX25519Identity();
  for (const [value, code] of [
    ['hunter2', 'age.weak-passphrase'],
    [identity.slice(0, -1), 'age.bad-identity'],
  ] as const) {
    const refused: unknown = await ageKeyOf(new Secret('key', value)).catch((error: unknown) => error);
    expect(refused).toMatchObject({ data: { code } });
    expect(JSON.stringify(refused)).not.toContain(value);
  }
});
