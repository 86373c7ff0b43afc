import { succeeded, type Exec } from '../../core/command.ts';
import { Failure, type FailureData } from '../../core/failure.ts';
import type { Vault } from '../../core/vault.ts';
import { unignoredFiles } from '../../services/git/argv.ts';
import { parseNames } from '../../services/git/parse.ts';

/** Files of the vault that git has, or takes with the next `git add`: whoever sees the repository has the credentials. */
export async function committedSecrets(vault: Vault | undefined, exec: Exec): Promise<readonly FailureData[]> {
  const files = await filesOf(vault);
  if (files.length === 0) return [];
  const result = await exec(unignoredFiles(files));
  // Without git or a repository the preflight says so by itself; a vault outside the repository is not git's.
  if (!succeeded(result)) return [];
  return [...new Set(parseNames(result.stdout))].toSorted().map(notIgnored);
}

async function filesOf(vault: Vault | undefined): Promise<readonly string[]> {
  try {
    return [...new Set((await vault?.all())?.map(({ file }) => file))].toSorted();
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

/** What is said of such a file. */
export function notIgnored(file: string): FailureData {
  return {
    code: 'secrets.not-ignored',
    what: `${file} is not kept out of git`,
    why: 'it holds a credential, and git has it or takes it with the next `git add`',
    fix: `Add the folder to .gitignore, and \`git rm --cached '${file}'\` if it is tracked. What was pushed has to be exchanged.`,
    file,
  };
}
