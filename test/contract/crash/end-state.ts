import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskRecord } from '../../../src/core/record.ts';
import { verifyRun } from '../../../src/evidence/verify.ts';
import { findRun } from '../../../src/run/find-run.ts';
import { loadTrust } from '../../../src/run/trust.ts';
import type { World } from './world.ts';

/** Everything that a run leaves behind, but for times, places and what it says of having been cut. */
export async function endStateOf(world: World) {
  const { folder } = await findRun(world.root);
  const { record, findings } = await verifyRun(folder, await loadTrust(world.root, process.env));
  return {
    effects: await world.effects(),
    files: filesOf(world),
    leaks: leaksIn(folder, world.token),
    evidence: findings,
    verdict: record?.verdict,
    tasks: record?.tasks.map(said),
    boxes: record?.boxes.map(said),
  };
}

function said({ number, title, verdict, reason, actions, statements }: TaskRecord) {
  return {
    number,
    title,
    verdict,
    reason,
    actions: actions.map(({ id, verdict, reason }) => ({ id, verdict, reason })),
    statements: statements.map(({ path }) => path),
  };
}

/** The workspace itself, as git sees it: tracked and untracked, not ignored. */
function filesOf({ root, anywhere }: World): Readonly<Record<string, string>> {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard'];
  const paths = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim().split('\n').toSorted();
  const read = (path: string): [string, string] => [path, anywhere(readFileSync(join(root, path), 'utf8'))];
  return Object.fromEntries(paths.filter((path) => path !== 'prestage.keys').map(read));
}

/** Files of the run that hold the credential: a child prints it each time. */
function leaksIn(folder: string, token: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path, 'utf8').includes(token));
}
