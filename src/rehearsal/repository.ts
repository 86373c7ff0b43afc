import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { succeeded, type Command, type Exec } from '../core/command.ts';
import { Failure } from '../core/failure.ts';
import { add } from '../services/git/argv.ts';
import { isCut } from '../services/process/bounded.ts';
import * as copying from '../services/git/copy-argv.ts';
import { parseIndexEntries } from '../services/git/parse.ts';

/** The repository that a workspace stands in, and the one of its copy. */
export interface Repositories {
  /** In the workspace. */
  readonly source: Exec;
  /** At the top of the copy's repository. */
  readonly copy: Exec;
  /** The absolute path of that top. */
  readonly top: string;
  /** Where the workspace lies in its repository, and the copy in its own: `` at the top, else `folder/`. */
  readonly prefix: string;
}

/**
 * Gives the copy a repository of its own that stands as the workspace's does: the same last commit, the same things staged,
 * changed and untracked. What lies outside of the workspace is there as git has it, staged or not, without its files.
 * Objects are read from the workspace's repository and written to the copy's own.
 */
export async function createRepository({ source, copy, top, prefix }: Repositories, branch: string): Promise<void> {
  const objects = (await git(source, copying.objectsFolder())).trim();
  const index = await git(source, copying.wholeIndex(relative(prefix, '') || '.'));
  const head = await source(copying.treeOfHead());
  await git(copy, copying.initialise(branch));
  await mkdir(join(top, '.git/info'), { recursive: true });
  await writeFile(join(top, '.git/objects/info/alternates'), `${objects}\n`);
  // The link to the packages is not a folder, so that an ignore line `node_modules/` does not fit it.
  await writeFile(join(top, '.git/info/exclude'), `/${literal(prefix)}node_modules\n`);
  const tree = succeeded(head) ? head.stdout.trim() : (await git(copy, copying.emptyTree())).trim();
  const commit = (await git(copy, copying.commitOfTree(tree, 'Rehearsal: the last commit of the workspace'))).trim();
  await git(copy, copying.pointBranchTo(commit));
  if (index !== '') await git(copy, copying.fillIndex(index));
  const outside = parseIndexEntries(index).filter(({ path, stage }) => stage === 0 && !path.startsWith(prefix));
  if (outside.length > 0) await git(copy, copying.withoutFiles(outside.map(({ path }) => path)));
}

/** A folder's name in a file of ignore patterns. */
function literal(name: string): string {
  return name.replaceAll(/[\\*?[\]#! ]/g, String.raw`\$&`);
}

/** Commits what the rehearsal itself wrote, so that it does not stand among the changes that are looked at. */
export async function commitOurs(copy: Exec, path: string): Promise<void> {
  await git(copy, add(path));
  await git(copy, copying.commitOnly([path], 'Rehearsal: its key'));
}

async function git(exec: Exec, command: Command): Promise<string> {
  const result = await exec(command);
  if (succeeded(result) && !isCut(result.stdout)) return result.stdout;
  throw new Failure({
    code: 'rehearsal.repository',
    what: 'The rehearsal copy could not be made a git repository',
    why: result.found ? result.stderr.trim() || 'git printed more than is kept' : 'git is not on PATH',
    fix: 'Run the command by hand in the copy to see more, or install git.',
    tried: [result.command],
  });
}
