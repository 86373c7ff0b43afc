import type { ActionContext, Outcome } from '../core/action.ts';
import { shellWords } from '../core/shell-words.ts';
import { createGit } from '../services/git/client.ts';

/** Whether exactly these files are staged: `git diff --cached --name-only -z`, both sides of renames counted. */
export async function stagedOutcome(context: ActionContext, only: readonly string[]): Promise<Outcome> {
  const staged = await createGit(context.exec).staged();
  const facts = { staged };
  const missing = only.filter((path) => !staged.includes(path));
  const extra = staged.filter((path) => !only.includes(path));
  if (missing.length === 0 && extra.length === 0) return { verdict: 'verified', facts };
  const faults = [
    ...(missing.length === 0 ? [] : [`not staged: ${missing.join(', ')}`]),
    ...(extra.length === 0 ? [] : [`staged as well: ${extra.join(', ')}`]),
  ];
  const commands = [
    ...(missing.length === 0 ? [] : [`\`git add -- ${shellWords(missing)}\``]),
    ...(extra.length === 0 ? [] : [`\`git restore --staged -- ${shellWords(extra)}\``]),
  ];
  return { verdict: 'failed', reason: faults.join('; '), fix: `${commands.join(', ')}.`, facts };
}
