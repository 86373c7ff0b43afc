import { z } from 'zod';
import type { ActionContext, Outcome } from '../core/action.ts';
import { succeeded, type CommandResult } from '../core/command.ts';
import { refusalIn } from '../core/refusal.ts';
import { shellWords } from '../core/shell-words.ts';
import { exists } from '../services/files/read.ts';
import { checkFormatted, fileInfo } from '../services/prettier/argv.ts';

const info = z.looseObject({ ignored: z.boolean(), inferredParser: z.string().nullable() });

/**
 * Whether a file stands as Prettier would write it. Prettier says "all matched files" of a file that it ignores, so it is
 * asked first whether it looks at this one at all.
 */
export async function formattingOf(context: ActionContext, file: string): Promise<Outcome> {
  if (!(await exists(context.root, file))) return { verdict: 'failed', reason: `${file} is not there` };
  const asked = await context.exec(fileInfo(file));
  const known = succeeded(asked) ? info.safeParse(parsed(asked.stdout)) : undefined;
  if (known?.success !== true) return { verdict: 'unknown', reason: `Prettier gave no answer: ${lastWords(asked)}` };
  if (known.data.ignored)
    return {
      verdict: 'unknown',
      reason: `Prettier is told to ignore ${file}`,
      fix: 'Take it out of `.prettierignore`.',
    };
  if (known.data.inferredParser === null)
    return { verdict: 'unknown', reason: `Prettier does not know files such as ${file}` };
  const result = await context.exec(checkFormatted(file));
  if (succeeded(result)) return { verdict: 'verified', facts: { file, parser: known.data.inferredParser } };
  if (result.exitCode === 1)
    return {
      verdict: 'failed',
      reason: `${file} is not as Prettier would write it`,
      fix: `\`npx prettier --write ${shellWords([file])}\`.`,
    };
  return { verdict: 'failed', reason: `Prettier cannot read ${file}: ${lastWords(result)}` };
}

/** The first line that a failed program gave as its reason, or the run's when it was kept from running. */
export function lastWords(result: CommandResult): string {
  if (!result.found) return 'the program was not found';
  if (result.timedOut) return 'it did not end in time';
  const refusal = refusalIn(result);
  if (refusal !== undefined) return refusal;
  const line = `${result.stderr}\n${result.stdout}`.split('\n').find((each) => each.trim() !== '');
  return line?.trim() ?? `it exited ${result.exitCode ?? result.signal ?? 'without a word'}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
