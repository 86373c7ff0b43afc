import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgeKey } from '../../../services/age/key.ts';
import { decrypted, encrypted } from '../../../services/age/stream.ts';
import { codeOf, fileFailure } from '../../../services/files/failures.ts';
import { compressed, decompressed } from '../../../services/zstd/stream.ts';
import { Failure } from '../../../core/failure.ts';
import { fileOf, type Part, type PartName } from './manifest.ts';

type Bytes = AsyncIterable<Uint8Array>;

/** Writes a part as it comes: what reaches the disk is encrypted. Throws Failure `files.disk-full`, `files.not-writable`. */
export async function writePart(folder: string, name: PartName, plain: Bytes, key: AgeKey): Promise<Part> {
  const digest = createHash('sha256');
  let bytes = 0;
  try {
    const file = await open(join(folder, fileOf(name)), 'wx', 0o600);
    try {
      for await (const chunk of encrypted(compressed(plain), key)) {
        digest.update(chunk);
        bytes += chunk.length;
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileFailure(error, fileOf(name), 'write');
  }
  return { name, bytes, sha256: digest.digest('hex') };
}

/** Throws Failure `backup.damaged` when the file is not the one that the manifest names. */
export async function checkPart(folder: string, part: Part): Promise<void> {
  const digest = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(join(folder, fileOf(part.name)))) {
      if (!(chunk instanceof Uint8Array)) continue;
      digest.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    throw damaged(part, `it cannot be read (${codeOf(error) ?? 'error'})`);
  }
  if (bytes !== part.bytes) throw damaged(part, `it has ${bytes} bytes and was written with ${part.bytes}`);
  if (digest.digest('hex') !== part.sha256) throw damaged(part, 'its bytes are others than were written');
}

/** What was put in, as it comes. Nothing of it is given out that was not proven to be what was encrypted. */
export function readPart(folder: string, name: PartName, key: AgeKey): Bytes {
  return decompressed(decrypted(createReadStream(join(folder, fileOf(name))), key));
}

export async function readPartText(folder: string, name: PartName, key: AgeKey): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readPart(folder, name, key)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function damaged({ name }: Part, why: string): Failure {
  return new Failure({
    code: 'backup.damaged',
    what: `${fileOf(name)} of the backup is damaged`,
    why,
    fix: 'Take another copy of this backup, or the one before it; then find out what the disk or the store did.',
    file: fileOf(name),
  });
}
