import { open, type FileHandle } from 'node:fs/promises';
import { Failure } from '../../core/failure.ts';
import { fileFailure } from './failures.ts';
import { inside } from './inside.ts';

/**
 * Adds a line to a file of the workspace in one write, which other writers do not come into, and waits until it is on the disk.
 * Where the last line is only half written, since a writer was cut, it stays a line of its own and spoils no other.
 * Throws Failure `files.not-writable`, `files.disk-full`, `files.not-a-file`, `files.outside`.
 */
export async function appendLine(root: string, path: string, line: string): Promise<void> {
  try {
    const file = await open(await inside(root, path), 'a+', 0o644);
    try {
      const start = (await endsInLine(file)) ? '' : '\n';
      await file.appendFile(`${start}${line}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure(error, path, 'write');
  }
}

async function endsInLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() === '\n';
}
