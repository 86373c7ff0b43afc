import { readFile, stat } from 'node:fs/promises';
import { Failure } from '../../core/failure.ts';
import { codeOf, fileFailure } from './failures.ts';
import { inside } from './inside.ts';

/** A file of the workspace. Throws Failure `files.missing`, `files.not-readable`, `files.not-a-file`, `files.outside`. */
export async function readBytes(root: string, path: string): Promise<Uint8Array> {
  try {
    return await readFile(await inside(root, path));
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure(error, path, 'read');
  }
}

/** As `readBytes`, as text. Throws Failure `files.not-utf8`, with the file's name. */
export async function readText(root: string, path: string): Promise<string> {
  const bytes = await readBytes(root, path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Failure({
      code: 'files.not-utf8',
      what: `Cannot read ${path}`,
      why: 'its bytes are not UTF-8 text',
      fix: `Save it as UTF-8.`,
      file: path,
    });
  }
}

/** As `readText`, but undefined when there is no such file. */
export async function readTextIfThere(root: string, path: string): Promise<string | undefined> {
  try {
    return await readText(root, path);
  } catch (error) {
    if (error instanceof Failure && error.data.code === 'files.missing') return undefined;
    throw error;
  }
}

/** Whether something stands at the path, a broken link apart. */
export async function exists(root: string, path: string): Promise<boolean> {
  try {
    await stat(await inside(root, path));
    return true;
  } catch (error) {
    if (error instanceof Failure || codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false;
    throw fileFailure(error, path, 'read');
  }
}
