import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { TaskRecord } from '../../../src/core/record.ts';
import { verifyRun } from '../../../src/evidence/verify.ts';
import { findRun } from '../../../src/run/find-run.ts';
import { loadTrust } from '../../../src/run/trust.ts';
import { effectsOf } from './effects.ts';
import { timeless } from './timeless.ts';
import type { World } from './world.ts';

/** What a launch leaves behind, but for times, places and what it says of having been cut. */
export async function endStateOf(world: World) {
  const { folder, id } = await findRun(world.root);
  const { record, findings } = await verifyRun(folder, await loadTrust(world.root, process.env));
  const said = ({ number, verdict, reason, actions, statements }: TaskRecord) => ({
    number,
    verdict,
    reason: timeless(reason, id),
    actions: actions.map((each) => ({ id: each.id, verdict: each.verdict, reason: timeless(each.reason, id) })),
    statements: statements.map(({ path }) => path),
  });
  return {
    effects: await effectsOf(world),
    evidence: findings,
    verdict: record?.verdict,
    tasks: record?.tasks.map(said),
    boxes: record?.boxes.map(said),
    files: filesOf(world.root, id),
    runs: begunRuns(join(world.root, 'artifacts/ops/runs')),
  };
}

/** What is compared of two launches. */
export type EndState = Awaited<ReturnType<typeof endStateOf>>;

/** One that was killed before its first record was whole has left a folder, and is run again. */
function begunRuns(place: string): number {
  const journals = readdirSync(place).map((run) => join(place, run, 'journal.jsonl'));
  return journals.filter((path) => existsSync(path) && readFileSync(path, 'utf8').includes('\n')).length;
}

/** What git sees of the workspace beside evidence and readings, of which a look more is a file more. */
function filesOf(root: string, run: string): Readonly<Record<string, string | undefined>> {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', '.', ':!artifacts'];
  const paths = execFileSync('git', args, { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '');
  const there = paths.toSorted().filter((path) => existsSync(join(root, path)) && path !== 'prestage.keys');
  return Object.fromEntries(there.map((path) => [path, timeless(readFileSync(join(root, path), 'utf8'), run)]));
}
