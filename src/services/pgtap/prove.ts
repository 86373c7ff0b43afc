import type { Command, CommandResult } from '../../core/command.ts';
import { readDatabaseUrl } from '../postgres/address.ts';
import type { Stop, Transcript } from './transcript.ts';

/** `env` has the password's file. Each file is a psql of its own. */
export function prove(
  files: readonly string[],
  url: string,
  env: Readonly<Record<string, string>>,
  timeoutMs: number,
): Command {
  const { host, port, user, database } = readDatabaseUrl(url);
  const target = ['--host', host, '--port', String(port), '--username', user, '--dbname', database];
  return { program: 'pg_prove', args: ['--norc', '--nocolor', '--verbose', ...target, ...files], env, timeoutMs };
}

export function proveVersion(): Command {
  return { program: 'pg_prove', args: ['--version'], timeoutMs: 30_000 };
}

/** What it printed, by file: a heading, the file's own output, and pg_prove's word on it, which is no TAP. */
export function readProve(files: readonly string[], result: CommandResult): ReadonlyMap<string, Transcript> {
  const sections = sectionsOf(files, result.stdout);
  const notices = result.stderr.split('\n').filter((line) => line !== '');
  return new Map(
    files.map((path) => {
      const own = notices.filter((line) => line.startsWith(`psql:${path}:`));
      const section = sections.get(path);
      if (section === undefined || result.timedOut) return [path, notRun(path, own, result)];
      const stop = stopOf(path, section, own);
      const output = section.filter((line) => !isVerdict(line)).map((line) => `${line}\n`);
      return [path, { output: output.join(''), notices: own, ...(stop === undefined ? {} : { stop }) }];
    }),
  );
}

function sectionsOf(files: readonly string[], stdout: string): ReadonlyMap<string, readonly string[]> {
  const sections = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of beforeSummary(stdout.split('\n'))) {
    const [, heading = '', skipped] = /^(.+?) \.\.+ (skipped: .*)?$/.exec(line) ?? [];
    if (files.includes(heading) && !sections.has(heading)) {
      current = skipped === undefined ? [] : [planOf(skipped)];
      sections.set(heading, current);
    } else if (!isBailout(line)) current?.push(line);
  }
  // It says so before the heading of the file that did it, and runs no other.
  const bailout = stdout.split('\n').find(isBailout);
  if (bailout !== undefined) current?.push(bailout.replace(/^.*?stopped:\s*/, 'Bail out! '));
  return sections;
}

function beforeSummary(lines: readonly string[]): readonly string[] {
  const summary = lines.lastIndexOf('Test Summary Report');
  return lines.slice(0, summary === -1 ? lines.findLastIndex((line) => /^Files=\d/.test(line)) : summary);
}

/** Of a file without tests it prints no plan, but why there are none. */
function planOf(skipped: string): string {
  const why = skipped.slice('skipped: '.length);
  return why === '(no reason given)' ? '1..0' : `1..0 # SKIP ${why}`;
}

function isBailout(line: string): boolean {
  return line.startsWith('Bailout called.');
}

/** Its last words on a file. */
function isVerdict(line: string): boolean {
  return /^(?:ok|All tests successful\.|Failed \d+\/\d+ subtests |All \d+ subtests passed ?|No subtests run ?|Dubious, .*)$/.test(
    line,
  );
}

function stopOf(file: string, section: readonly string[], stderr: readonly string[]): Stop | undefined {
  const error = stderr
    .map((line) => /^psql:.*?:(\d+): (?:error|fatal):\s+(.*)$/i.exec(line))
    .find((each) => each !== null);
  if (error !== undefined) return { code: 'died', file, line: Number(error[1]), words: `died: ${error[2] ?? ''}` };
  const exit = section
    .map((line) => /^Dubious, test returned (\d+)/.exec(line)?.[1])
    .find((each) => each !== undefined);
  return exit === undefined ? undefined : { code: 'died', file, line: 1, words: `ended psql with exit code ${exit}` };
}

function notRun(file: string, notices: readonly string[], { timedOut }: CommandResult): Transcript {
  const words = timedOut ? 'did not end in the time that pg_prove was given' : 'was not run by pg_prove';
  return { output: '', notices, stop: { code: 'unreadable', file, line: 1, words } };
}
