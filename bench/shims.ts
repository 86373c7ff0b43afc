import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allowanceOf } from '../src/run/constraints/tools/allowance.ts';
import { openWorkplace } from '../src/run/constraints/workplace.ts';
import { findProgram } from '../src/services/process/find-program.ts';

/** Goal: a shim adds less than 5 ms to a call, its record and the refused shapes of its program included. */
const goalMs = 5;
const rounds = 200;
const programs = ['true', 'git', 'npm'];

const env = { PATH: process.env['PATH'] ?? '' };
const folder = mkdtempSync(join(process.env['PRESTAGE_BENCH_DIR'] ?? tmpdir(), 'bench-shims-'));
let calls = 0;
const workplace = openWorkplace(folder, env, () => (calls += 1));
try {
  const shims = workplace.shimsFor(allowanceOf([{ words: ['npm'] }, { words: ['npx', 'prettier'] }], []));
  // The program behind each shim is `true`, so that the shim alone is measured; `git` and `npm` have refused shapes.
  const real = findProgram('true', env) ?? '/bin/true';
  const alone = programs.filter((name) => shims.programs.has(name)).map((name) => onlyShim(shims.path, name, real));
  // One after the other in each round, so that a slow moment of the machine meets all.
  const measured = Array.from({ length: rounds }, () => [real, ...alone].map(timed));
  workplace.log.drain();
  const [bare = Number.NaN, ...shimmed] = [real, ...alone].map((_, at) =>
    median(measured.map((each) => each[at] ?? 0)),
  );
  console.log(`a bare call             ${bare.toFixed(2)} ms (median of ${rounds})`);
  for (const [at, taken] of shimmed.entries()) {
    const label = `through the shim ${programs[at]}`.padEnd(24);
    const ratio = (taken / bare).toFixed(2);
    console.log(
      `${label}${taken.toFixed(2)} ms: ${(taken - bare).toFixed(2)} ms more (goal: ${goalMs}), ratio ${ratio}`,
    );
  }
  console.log(`recorded                ${calls} calls`);
  process.exitCode = shimmed.every((taken) => taken - bare < goalMs) ? 0 : 1;
} finally {
  workplace.remove();
  rmSync(folder, { recursive: true, force: true });
}

/** The shim of a program, with another program behind it. */
function onlyShim(shims: string, name: string, real: string): string {
  const alone = join(folder, `only-${name}`);
  const script = readFileSync(join(shims, name), 'utf8').replace(/^exec .*$/m, `exec ${real} "$@"`);
  writeFileSync(alone, script, { mode: 0o755 });
  return alone;
}

function timed(program: string): number {
  const started = performance.now();
  spawnSync(program, ['log', 'a script', '--with', 'arguments'], { stdio: 'ignore', env: {} });
  const taken = performance.now() - started;
  workplace.log.drain();
  return taken;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
