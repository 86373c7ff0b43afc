import { posix } from 'node:path';
import { z } from 'zod';

/** The kinds of input that several actions take. A binding gives strings and lists of strings. */
export const workspacePath = z.string().min(1).overwrite(asGitWritesIt).describe('path in the workspace');

export const listOfWords = listOf(z.string().min(1)).describe('one value or a comma list');

export const listOfPaths = listOf(workspacePath).describe('one path or a comma list');

export const calendarDate = z.iso.date().describe('YYYY-MM-DD');

export const count = z.coerce.number().int().positive();

/** An input with its value as a message names it: whoever reads it has typed a command, or written a binding. */
export function bothWays(name: string, value: string): string {
  return `\`--${name} ${value}\` (in a binding: \`${name}=${value}\`)`;
}

function listOf(one: z.ZodType<string, string>) {
  return z.union([z.array(one).min(1), one.transform((value) => [value])]);
}

/** People write `./docs/` where git says `docs`. */
function asGitWritesIt(path: string): string {
  return posix.normalize(path).replace(/(?<=.)\/+$/, '');
}
