import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';

/** The body goes past what it may have: at sight of its announced length, of the bytes that came, or of what they unpack to. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** It is not packed as its head says. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

const decoders: Readonly<Record<string, (body: Buffer, maxBytes: number) => Promise<Buffer>>> = {
  gzip: (body, maxOutputLength) => promisify(gunzip)(body, { maxOutputLength }),
  'x-gzip': (body, maxOutputLength) => promisify(gunzip)(body, { maxOutputLength }),
  deflate: (body, maxOutputLength) => promisify(inflate)(body, { maxOutputLength }),
  br: (body, maxOutputLength) => promisify(brotliDecompress)(body, { maxOutputLength }),
  zstd: (body, maxOutputLength) => promisify(zstdDecompress)(body, { maxOutputLength }),
};

/** A body as it was before it was packed, which must not go past `maxBytes`. Throws TooLarge, Unreadable. */
export async function unpacked(
  { body, headers }: { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> },
  maxBytes: number,
): Promise<Buffer> {
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || body.length === 0) return body;
  const decode = decoders[encoding];
  if (decode === undefined) throw new Unreadable();
  try {
    return await decode(body, maxBytes);
  } catch (error) {
    const isTooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLong ? new TooLarge() : new Unreadable();
  }
}
