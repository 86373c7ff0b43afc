import { z } from 'zod';
import type { CommandResult } from '../../core/command.ts';

/** What the CLI says went wrong. Version 2 has no code. */
export interface CliError {
  /** `DbPushApplyError`, `DbConnectError` …; `timeout`, `not-found` and `unknown` are ours. */
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string | undefined;
}

const failed = z.looseObject({
  error: z.looseObject({ code: z.string(), message: z.string(), suggestion: z.string().optional() }),
});

/** Of a call that did not succeed. */
export function readError({ stdout, stderr, timedOut, found, signal }: CommandResult): CliError {
  if (!found) return { code: 'not-found', message: 'the supabase CLI is not on PATH' };
  if (timedOut) return { code: 'timeout', message: 'it took longer than it was given, and was ended' };
  const read = failed.safeParse(jsonOf(stdout));
  if (read.success) return read.data.error;
  if (signal !== undefined) return { code: 'unknown', message: `it was ended by ${signal}` };
  return { code: 'unknown', message: stderr.trim() || stdout.trim() || 'it said nothing' };
}

const compared = z.looseObject({ diff: z.string() });

/** Of a `db diff` that succeeded; undefined when it is none of version 3. */
export function readDiff(stdout: string): string | undefined {
  return compared.safeParse(jsonOf(stdout)).data?.diff;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
