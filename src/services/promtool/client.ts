import { succeeded, type CommandResult, type Exec } from '../../core/command.ts';
import { checkRules, testRules, version } from './argv.ts';

/** What promtool said of rules and of their unit tests. */
export type PromtoolSaid =
  | { readonly kind: 'absent'; readonly why: string }
  | { readonly kind: 'said'; readonly version: string; readonly problems: readonly string[] };

/** Asks promtool where the machine has it, and where an order lets it be called. */
export async function askPromtool(exec: Exec, rules: string, tests: string | undefined): Promise<PromtoolSaid> {
  const found = await exec(version());
  if (!succeeded(found)) return { kind: 'absent', why: whyAbsent(found) };
  const calls = [checkRules(rules), ...(tests === undefined ? [] : [testRules(tests)])];
  const problems: string[] = [];
  for (const call of calls) {
    const result = await exec(call);
    if (!succeeded(result)) problems.push(`${call.args.slice(0, 2).join(' ')}: ${wordsOf(result)}`);
  }
  const text = `${found.stdout}${found.stderr}`;
  return { kind: 'said', version: /version ([\w.+~-]+)/u.exec(text)?.[1] ?? 'unknown', problems };
}

function whyAbsent({ found, stderr }: CommandResult): string {
  return found ? (stderr.trim().split('\n')[0] ?? 'it does not start') : 'it is not installed';
}

/** What failed, without the lines that only say which file is being read. */
function wordsOf({ stdout, stderr, timedOut }: CommandResult): string {
  if (timedOut) return 'it did not end in time';
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  const said = lines.filter((line) => line !== '' && !/^(?:Checking|Unit Testing:|FAILED:?$|SUCCESS)/u.test(line));
  return said.slice(0, 8).join(' · ') || 'it failed without a word';
}
