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
  const lines = stdout.split('\n');
  const end = lines.findLastIndex((line) => /^(?:All tests successful\.|Test Summary Report|Files=\d)/.test(line));
  const summary = lines.lastIndexOf('Test Summary Report');
  for (const line of lines.slice(0, summary === -1 ? end : summary)) {
    const heading = /^(.+?) \.\.+ $/.exec(line)?.[1];
    if (heading !== undefined && files.includes(heading) && !sections.has(heading)) {
      current = [];
      sections.set(heading, current);
    } else current?.push(line);
  }
  return sections;
}

/** Its last words on a file. */
function isVerdict(line: string): boolean {
  return /^(?:ok|skipped: .*|Failed \d+\/\d+ subtests |All \d+ subtests passed ?|No subtests run ?|Dubious, .*)$/.test(
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
