import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * Goal: a direction of 1,000 tasks is read and linted in less than this, and with a sidecar that binds every task in less than
 * that. Each sample is the first call in a process of its own, as a command has it: nothing is warm. Nearly all of it is the
 * Markdown parser's, which is measured beside it. Milliseconds by the clock; the best sample counts, since others that are
 * at work on the machine only ever add.
 */
const goals = { readAndLint: 300, all: 450 };
const tasks = 1_000;
const samples = 9;

const times = z.object({ readAndLint: z.number(), bind: z.number() });
// Turn by turn, so that a busy machine hurts both alike.
const turns = Array.from({ length: samples }, () => [once('parser.ts', z.number()), once('once.ts', times)] as const);
const parser = turns.map(([time]) => time);
const readAndLint = turns.map(([, time]) => time.readAndLint);
const all = turns.map(([, time]) => time.readAndLint + time.bind);

console.log(`${tasks} tasks, the first call in a fresh process, best of ${samples} (median)`);
console.log(`the Markdown parser alone     ${shown(parser)}`);
console.log(
  `read and lint                 ${shown(readAndLint)}, ${ratio(readAndLint)} of it; goal: under ${goals.readAndLint} ms`,
);
console.log(`and ${tasks} bindings beside it  ${shown(all)}, ${ratio(all)} of it; goal: under ${goals.all} ms`);
process.exitCode = best(readAndLint) < goals.readAndLint && best(all) < goals.all ? 0 : 1;

function once<Printed>(script: string, schema: z.ZodType<Printed>): Printed {
  const args = [join(import.meta.dirname, 'direction', script), String(tasks)];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return schema.parse(JSON.parse(stdout));
}

function best(values: readonly number[]): number {
  return Math.min(...values);
}

function ratio(values: readonly number[]): string {
  return `${(best(values) / best(parser)).toFixed(2)}×`;
}

function shown(values: readonly number[]): string {
  const median = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return `${best(values).toFixed(0)} ms (${median.toFixed(0)} ms)`;
}
