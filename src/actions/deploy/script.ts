import type { ActionContext, Outcome } from '../../core/action.ts';
import { succeeded } from '../../core/command.ts';
import { readTextIfThere } from '../../services/files/read.ts';

/** The command itself, at its place: what is only printed, or said in a comment, brings nothing back. */
const call = /^\s*(?:(?:if|!|exec|npx|\w+=[^\s"']*)\s+)*(?:[\w.$/{}"-]*\/)?prestage deploy rollback(?:\s|;|$)/u;

/** What is wrong with the script that people roll back by; undefined when nothing is. It is read, and not run. */
export async function wrongWithScript(
  { root, exec }: Pick<ActionContext, 'root' | 'exec'>,
  script: string,
): Promise<Pick<Outcome, 'verdict' | 'reason' | 'fix'> | undefined> {
  const fix = 'Take that of the templates: `templates/scripts/ops/rollback-production.sh`.';
  const text = await readTextIfThere(root, script);
  if (text === undefined) return { verdict: 'failed', reason: `there is no ${script}`, fix };
  if (!text.split('\n').some((line) => call.test(line)))
    return { verdict: 'failed', reason: `${script} does not call \`prestage deploy rollback\``, fix };
  const read = await exec({ program: 'bash', args: ['-n', script], timeoutMs: 10_000 });
  if (succeeded(read)) return undefined;
  if (!read.found) return { verdict: 'unknown', reason: `there is no bash that reads ${script}`, fix: 'Install bash.' };
  return { verdict: 'failed', reason: `bash cannot read ${script}: ${read.stderr.split('\n')[0] ?? ''}`, fix };
}
