import sodium from 'libsodium-wrappers';

/** A sealed box of libsodium, in base64: the repository's key is known, and only GitHub opens it. */
export async function seal(value: string, publicKey: string): Promise<string> {
  await sodium.ready;
  const { ORIGINAL } = sodium.base64_variants;
  return sodium.to_base64(sodium.crypto_box_seal(value, sodium.from_base64(publicKey, ORIGINAL)), ORIGINAL);
}
