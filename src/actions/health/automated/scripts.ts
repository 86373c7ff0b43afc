import { extname } from 'node:path';
import type { ActionContext } from '../../../core/action.ts';
import type { Command, CommandResult } from '../../../core/command.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { isExecutable } from '../../../services/files/executable.ts';
import { readTextIfThere } from '../../../services/files/read.ts';

/** What the scripts that are called have to be. */
export interface ScriptWish {
  /** Of the checks that they ask for. */
  readonly checks: readonly string[];
}

/** One script in several languages is one: they differ by the end of their names alone. */
export function groupsOf(scripts: readonly string[]): readonly (readonly string[])[] {
  return [...Map.groupBy(scripts, (path) => path.slice(0, path.length - extname(path).length)).values()];
}

/** What keeps a script from doing its work. Nothing is asked by it: it is called without an environment, which it must refuse. */
export async function scriptTroubles(
  context: ActionContext,
  path: string,
  { checks }: ScriptWish,
): Promise<readonly string[]> {
  const text = await readTextIfThere(context.root, path);
  if (text === undefined) return [`${path} is not there`];
  // What Node runs is never called by itself.
  if (extname(path) === '.sh' && !(await isExecutable(context.root, path)))
    return [`${path} may not be executed: \`git update-index --chmod=+x ${path}\``];
  const unasked = checks.filter((check) => !asksFor(text, check));
  const start = startOf(path);
  if (start === undefined) return [`${path} is neither a .sh nor a .mjs: it is not known how it is started`];
  const result = await context.exec(start);
  return [
    ...unasked.map((check) => `${path} does not ask for the check ${check}: it wants \`--checks ${check}\``),
    ...(result.exitCode === exitCodes.usage ? [] : [`${path}, called without an environment, ${endingOf(result)}`]),
  ];
}

/** In a line that is no remark: `--checks chatwoot,publer`, or as strings in a list. */
function asksFor(text: string, check: string): boolean {
  const lines = text.split('\n').filter((line) => !/^\s*(?:#|\/\/)/u.test(line));
  return lines.some((line) => {
    const asked = /--checks['"]?[\s,=]+['"]?(?<names>[\w,-]+)/u.exec(line)?.groups?.['names'] ?? '';
    return asked.split(',').includes(check);
  });
}

function startOf(path: string): Command | undefined {
  const extension = extname(path);
  if (extension === '.sh') return { program: 'bash', args: [path], timeoutMs: 30_000 };
  if (/^\.[cm]?js$/u.test(extension)) return { program: 'node', args: [path], timeoutMs: 30_000 };
  return undefined;
}

function endingOf({ exitCode, found, timedOut, stderr }: CommandResult): string {
  if (!found) return 'cannot be started: its interpreter is not there';
  if (timedOut) return 'does not end';
  const words = stderr.trim().split('\n')[0] ?? '';
  return `ends with ${exitCode ?? 'a signal'} and not with ${exitCodes.usage}, asked wrongly${words === '' ? '' : ` (${words})`}`;
}
