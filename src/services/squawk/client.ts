import { z } from 'zod';
import type { CommandResult, Exec } from '../../core/command.ts';
import { lint } from './argv.ts';

export interface SquawkFinding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/** `missing`: it is not on PATH; nobody has linted anything. */
export type SquawkAnswer =
  | { readonly kind: 'findings'; readonly findings: readonly SquawkFinding[] }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly why: string };

const printed = z.array(
  z.looseObject({ file: z.string(), line: z.number().int(), rule_name: z.string(), message: z.string() }),
);

/** Its exit code says only whether there are findings. */
export async function lintMigrations(exec: Exec, paths: readonly string[]): Promise<SquawkAnswer> {
  return readSquawk(await exec(lint(paths)));
}

export function readSquawk({
  found,
  stdout,
  stderr,
}: Pick<CommandResult, 'found' | 'stdout' | 'stderr'>): SquawkAnswer {
  if (!found) return { kind: 'missing' };
  try {
    const findings = printed
      .parse(JSON.parse(stdout))
      .map(({ file, line, rule_name: rule, message }) => ({ file, line: line + 1, rule, message }));
    return { kind: 'findings', findings };
  } catch {
    return { kind: 'failed', why: stderr.trim().split('\n')[0] || 'it printed no JSON' };
  }
}
