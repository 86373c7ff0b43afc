import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ActionContext } from '../../../core/action.ts';
import { succeeded } from '../../../core/command.ts';
import { Failure } from '../../../core/failure.ts';
import { copyFiles } from '../../../services/files/copy.ts';
import { linkModules } from '../../../services/npm/link-modules.ts';
import type { Plant } from './plants.ts';

/** Copies files of the workspace to where children may write, adds plants, and takes it all away again. */
export async function withCopy<Result>(
  { exec, root }: ActionContext,
  { files, plants }: { readonly files: readonly string[]; readonly plants: readonly Plant[] },
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  // Made by a child: in a sandbox it has a temporary folder of its own.
  const made = await exec({ program: 'mktemp', args: ['-d'] });
  const folder = made.stdout.trim();
  if (!succeeded(made) || !folder.startsWith('/')) throw noFolder(made.stderr.trim());
  try {
    await copyFiles(root, folder, files);
    await linkModules(root, folder);
    for (const { path, text } of plants) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function noFolder(why: string): Failure {
  return new Failure({
    code: 'checks.no-copy',
    what: 'No folder could be made for a copy that is thrown away',
    why: why === '' ? '`mktemp -d` named none' : why,
    fix: 'Let TMPDIR name a folder that can be written: `mktemp -d` must work.',
  });
}
