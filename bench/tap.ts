import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../src/core/clock.ts';
import { succeeded } from '../src/core/command.ts';
import type { DatabaseLogin } from '../src/core/database.ts';
import { scratchOf } from '../src/rehearsal/scratch.ts';
import { withPassFile } from '../src/services/postgres/pass-file.ts';
import { openSession } from '../src/services/postgres/session.ts';
import { runIsolated } from '../src/services/pgtap/isolated.ts';
import { prove } from '../src/services/pgtap/prove.ts';
import { createPgtap, hasPgtap, loadPgtap } from '../src/services/pgtap/provide.ts';
import { createExec } from '../src/services/process/exec.ts';
import { findProgram } from '../src/services/process/find-program.ts';
import { literalRedactor } from '../src/services/testing/redactor.ts';

/** Goal: tests in a file a table take us no longer than they take pg_prove, which starts a psql for each. */
const goal = 1;
const rounds = 5;
const tables = 50;
const assertionsPerTable = 4;

const env = { PATH: process.env['PATH'] ?? '' };
const folder = mkdtempSync(join(process.env['PRESTAGE_BENCH_DIR'] ?? tmpdir(), 'bench-tap-'));
const scratch = await scratchOf({ env })();
try {
  await prepare(scratch.admin);
  const exec = createExec({ root: folder, env, redactor: literalRedactor(), clock: systemClock });
  const hasProve = scratch.engine === 'native' && findProgram('pg_prove', env) !== undefined;
  if (!hasProve) console.log('pg_prove is not here (Debian: libtap-parser-sourcehandler-pgtap-perl): ours alone');
  const ratios = [];
  for (const [label, files] of [
    ['one file', [fileOf('all.sql', tables)]],
    ['a file a table', Array.from({ length: tables }, (_, at) => fileOf(`t${at}.sql`, 1))],
  ] as const) {
    const ours: number[] = [];
    const theirs: number[] = [];
    // One after the other in each round, so that a slow moment of the machine meets both.
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await timed(async () => runOurs(scratch.login, files)));
      if (hasProve) theirs.push(await timed(async () => runProve(files)));
    }
    const ratio = median(ours) / median(theirs);
    ratios.push(ratio);
    const beside = hasProve ? `, pg_prove ${median(theirs).toFixed(0)} ms, ratio ${ratio.toFixed(2)}` : '';
    console.log(`${label}, ${tables * assertionsPerTable} assertions: ours ${median(ours).toFixed(0)} ms${beside}`);
  }
  process.exitCode = !hasProve || (ratios.at(-1) ?? Number.NaN) <= goal ? 0 : 1;

  async function runProve(files: readonly File[]): Promise<void> {
    const paths = files.map(({ path }) => path);
    const result = await withPassFile(scratch.login, async (pass) =>
      exec(prove(paths, scratch.login.url, pass, 60_000)),
    );
    if (!succeeded(result)) throw new Error(result.stdout + result.stderr);
  }
} finally {
  await scratch.close();
  rmSync(folder, { recursive: true, force: true });
}

interface File {
  readonly path: string;
  readonly sql: string;
}

function fileOf(path: string, many: number): File {
  const one = Array.from({ length: assertionsPerTable }, (_, at) => `select is(${at}, ${at}, 'assertion ${at}');`);
  const all = Array.from({ length: many }, () => one.join('\n')).join('\n');
  const sql = `begin;\nselect plan(${many * assertionsPerTable});\n${all}\nselect * from finish();\nrollback;\n`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, path), sql);
  return { path, sql };
}

async function prepare(admin: DatabaseLogin): Promise<void> {
  const session = await openSession(admin, { timeoutMs: 60_000 });
  if (!(await hasPgtap(session))) await loadPgtap(session);
  await createPgtap(session);
  await session.close();
}

async function runOurs(login: DatabaseLogin, files: readonly File[]): Promise<void> {
  const session = await openSession(login);
  for (const { path, sql } of files) {
    const { stop } = await runIsolated(
      session,
      { path, sql, include: nothing },
      { statementMs: 60_000, lockMs: 5_000 },
    );
    if (stop !== undefined) throw new Error(stop.words);
  }
  await session.close();
}

async function nothing(path: string): Promise<string> {
  throw new Error(`nothing includes ${path}`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
