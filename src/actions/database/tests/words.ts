import type { ActionContext, Outcome, Suite } from '../../../core/action.ts';
import type { JsonObject } from '../../../core/json.ts';
import { worstOf } from '../../../core/verdict.ts';
import type { FileResult, Ground, Results } from './result.ts';

/** The worst of the files'; `unknown` when none was run. */
export function verdictOf({ files }: Results): Outcome['verdict'] {
  const worst = worstOf(files.map(({ verdict }) => verdict));
  return worst === 'verified' || worst === 'failed' ? worst : 'unknown';
}

export function reasonOf({ files, hindrance }: Results): string | undefined {
  if (hindrance !== undefined) return `no test was run: ${hindrance}`;
  const told = files.filter(({ reason }) => reason !== undefined);
  const most = told.slice(0, 4).map(({ path, reason }) => `${path} ${reason}`);
  if (told.length > most.length) most.push(`${told.length - most.length} more files`);
  return most.length === 0 ? undefined : most.join('; ');
}

/** One line: `68 of 68 tests passed, in 3 files`. */
export function countsOf({ files, hindrance }: Results): string {
  if (hindrance !== undefined) return `No test was run: ${hindrance}`;
  const passed = sum(files.map((file) => file.passed.length));
  const failed = sum(files.map((file) => file.failed.length));
  const left = sum(files.map((file) => new Set([...file.skipped, ...file.todo]).size));
  const rest = left === 0 ? '' : `, ${left} skipped or still to do`;
  const broken = files.filter((file) => file.verdict === 'failed' && file.failed.length === 0).length;
  const faults = broken === 0 ? '' : `, ${broken} ${broken === 1 ? 'file' : 'files'} broken`;
  return `${passed} of ${passed + failed + left} tests passed, in ${files.length} files${rest}${faults}`;
}

/** Where they ran and by what, in words. */
export function groundWords({ on, server, runner, pgtap }: Ground): string {
  const by = runner === 'ours' ? 'our own runner over one connection' : 'pg_prove';
  const from = pgtap.from === 'server' ? "the server's own extension" : 'the SQL of an npm package, loaded into it';
  return `on ${on} (${server}), by ${by}, with pgTAP ${pgtap.version}: ${from}`;
}

/** A test-result for each file. */
export function suitesOf({ files }: Results): readonly Suite[] {
  const named = { verified: 'PASSED', failed: 'FAILED', unknown: 'WARNED' } as const;
  return files.map(({ path, verdict, passed, failed }) => ({
    name: path,
    result: named[verdict],
    passed: [...passed],
    // A file that broke without a failed test has failed as a whole.
    failed: verdict === 'failed' && failed.length === 0 ? [path] : [...failed],
  }));
}

export function factsOf({ files, ground }: Results): JsonObject {
  return {
    ...(ground === undefined ? {} : { ground: { ...ground } }),
    files: Object.fromEntries(files.map((file) => [file.path, factsOfFile(file)])),
  };
}

function factsOfFile(file: FileResult): JsonObject {
  const { sha256, verdict, code, reason, passed, failed, skipped, todo, diagnostics } = file;
  return {
    sha256,
    verdict,
    ...(code === undefined ? {} : { code }),
    ...(reason === undefined ? {} : { reason }),
    passed: passed.length,
    failed: failed.length,
    ...(skipped.length === 0 ? {} : { skipped: [...skipped] }),
    ...(todo.length === 0 ? {} : { todo: [...todo] }),
    ...(diagnostics.length === 0 ? {} : { diagnostics: [...diagnostics] }),
  };
}

/** The order's words, where it names the CLI's command, which is Docker's and changes the database that it tests. */
export function askedWords({ item }: ActionContext, { ground }: Results): Pick<Outcome, 'asked' | 'done'> {
  if (ground === undefined) return {};
  const asked = item?.codes.find((code) => /^supabase (?:test db|db test)\b|^psql\b/.test(code));
  const done = `the pgTAP files, ${groundWords(ground)}; nothing is left in a database of yours`;
  return asked === undefined ? {} : { asked, done };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
