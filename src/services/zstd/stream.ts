import { Readable } from 'node:stream';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';

type Bytes = AsyncIterable<Uint8Array>;

/** What the field takes for dumps: smaller than gzip's default makes them, in a sixth of its time. */
const level = 3;

export function compressed(plain: Bytes): Bytes {
  const params = { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_checksumFlag]: 1 };
  return Readable.from(plain).compose(createZstdCompress({ params }));
}

/** Rejects when what it is given ends too early or is no such stream. */
export function decompressed(packed: Bytes): Bytes {
  return Readable.from(packed).compose(createZstdDecompress());
}
