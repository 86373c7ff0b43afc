import { performance } from 'node:perf_hooks';
import { readBindings } from '../../src/direction/bindings.ts';
import { lintDirection } from '../../src/direction/lint.ts';
import { matchBindings } from '../../src/direction/match.ts';
import { readDirection } from '../../src/direction/read.ts';
import { directionOf } from './text.ts';

/** `node once.ts TASKS`: one direction, once, in this process, which has done nothing else. Prints milliseconds as JSON. */
const many = Number(process.argv[2]);
const { text, sidecar } = directionOf(many);
const bytes = new TextEncoder().encode(text);
const lookups = { exists: () => true, hasTool: () => true };

const [readAndLint, order] = timed(() => {
  const read = readDirection(bytes, 'bench.md').order;
  lintDirection(read, 'bench.md', lookups);
  return read;
});
const [bind, { bound, findings }] = timed(() =>
  matchBindings(order, readBindings(sidecar, 'bench.bindings.yaml'), 'bench.bindings.yaml'),
);

const done = bound.tasks.filter(({ steps, after }) => steps.length === 1 && after.length <= 1).length;
if (done !== many || findings.some(({ severity }) => severity === 'error')) throw new Error(`${done} tasks were bound`);
console.log(JSON.stringify({ readAndLint, bind }));

function timed<Result>(work: () => Result): [number, Result] {
  const started = performance.now();
  const result = work();
  return [performance.now() - started, result];
}
