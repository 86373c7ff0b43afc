import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { findingOf, restore, type Report } from './finding.ts';

/** A regular file of the run's folder, as it lies on disk. */
export interface FileOnDisk {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** What journal, seals and statements say; the bytes of other files are only hashed. */
  readonly content?: Buffer;
}

/** Every regular file by its path, in order of path. Links, pipes and whatever cannot be read are reported. */
export async function walkRun(folder: string, report: Report): Promise<ReadonlyMap<string, FileOnDisk>> {
  const files = new Map<string, FileOnDisk>();
  for (const path of await listPaths(folder, '', report)) {
    const file = await readOne(folder, path).catch((error: unknown) => report(findingOf(error, path)));
    if (file) files.set(path, file);
  }
  return files;
}

async function listPaths(folder: string, under: string, report: Report): Promise<readonly string[]> {
  const entries = await readdir(join(folder, under), { withFileTypes: true }).catch((error: unknown) => {
    report(findingOf(error, under === '' ? '.' : under));
    return [];
  });
  const paths: string[] = [];
  for (const entry of entries) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...(await listPaths(folder, path, report)));
    else if (entry.isFile()) paths.push(path);
    else report(notAFile(path));
  }
  return paths.toSorted();
}

async function readOne(folder: string, path: string): Promise<FileOnDisk> {
  const handle = await openPlain(join(folder, path));
  try {
    return await hash(handle, path);
  } finally {
    await handle.close();
  }
}

/** Follows no link and waits for no pipe, even when the entry was exchanged since it was listed. */
async function openPlain(path: string): Promise<FileHandle> {
  if (!(await lstat(path)).isFile()) throw new Error('it is no regular file');
  return open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
}

async function hash(handle: FileHandle, path: string): Promise<FileOnDisk> {
  if (isRead(path)) {
    const content = await handle.readFile();
    return { path, bytes: content.length, sha256: sha256(content), content };
  }
  const digest = createHash('sha256');
  const buffer = Buffer.allocUnsafe(65_536);
  let bytes = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer);
    if (bytesRead === 0) return { path, bytes, sha256: digest.digest('hex') };
    digest.update(buffer.subarray(0, bytesRead));
    bytes += bytesRead;
  }
}

function isRead(path: string): boolean {
  return path === 'journal.jsonl' || path.startsWith('seals/') || path.startsWith('statements/');
}

function notAFile(path: string) {
  return {
    file: path,
    code: 'evidence.not-a-file',
    what: 'It is neither a file nor a folder (a link, a pipe or a device)',
    fix: `Remove it: evidence is plain files. ${restore}`,
  };
}
