import { relative } from 'node:path';
import { succeeded } from '../../../core/command.ts';
import { Failure } from '../../../core/failure.ts';
import { createRedactor } from '../../../evidence/redact.ts';
import { readPrivate } from '../../../services/files/private.ts';
import { unignoredFiles } from '../../../services/git/argv.ts';
import { createExec } from '../../../services/process/exec.ts';
import type { CliProcess } from '../../process.ts';
import { childEnv } from '../child-env.ts';
import { shownPath } from '../workspace.ts';

/** What it takes to look at a key file: where we are, and git. */
export type KeyReader = Pick<CliProcess, 'cwd' | 'env' | 'clock'>;

/** The PEM of a private key that its owner alone may read and that git does not have. `path` is absolute. */
export async function readPrivateKey(cli: KeyReader, root: string, path: string): Promise<string> {
  const shown = shownPath(cli.cwd, path);
  const pem = Buffer.from(await readOrExplain(path, shown)).toString();
  await refuseCommitted(cli, root, path, shown);
  return pem;
}

async function readOrExplain(path: string, shown: string): Promise<Uint8Array> {
  try {
    return await readPrivate(path, shown);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.data.code === 'files.missing') throw missing(shown);
    if (error.data.code === 'files.not-private') throw open(shown, error.data.why);
    throw error;
  }
}

/** Git is asked, where there is git: whoever sees a repository with a private key in it can sign. */
async function refuseCommitted({ env, clock }: KeyReader, root: string, path: string, shown: string): Promise<void> {
  const exec = createExec({ root, env: childEnv(env, root), redactor: createRedactor([]), clock });
  const result = await exec(unignoredFiles([relative(root, path)]));
  if (!succeeded(result) || result.stdout === '') return;
  throw new Failure({
    code: 'keys.not-ignored',
    what: `The private key ${shown} is not kept out of git`,
    why: 'git has it, or takes it with the next `git add`; whoever has the repository could sign with it',
    fix: `Add it to .gitignore, and \`git rm --cached '${shown}'\` if it is tracked. If it was pushed, take its line out of prestage.keys and make a new one.`,
    file: shown,
  });
}

function missing(shown: string): Failure {
  return new Failure({
    code: 'keys.missing',
    what: `There is no private key ${shown}`,
    why: 'a private key stays with whoever made it: it is not in git, and a clone has none',
    fix: 'Make one with `prestage keys new NAME --role ROLE` and have its line in prestage.keys reviewed, or name another with --key FILE.',
    file: shown,
  });
}

function open(shown: string, why: string): Failure {
  return new Failure({
    code: 'keys.not-private',
    what: `The private key ${shown} is open to others than you`,
    why,
    fix: `chmod 600 '${shown}'. If others use this machine, take its line out of prestage.keys and make a new one.`,
    file: shown,
  });
}
