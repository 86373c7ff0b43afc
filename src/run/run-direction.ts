import { join } from 'node:path';
import type { RunView } from '../core/action.ts';
import type { TaskRecord } from '../core/record.ts';
import { runFiles } from '../evidence/paths.ts';
import type { RunFacts } from '../evidence/statement.ts';
import { carryOut, type FinishedRun } from './carry-out.ts';
import { claimDirection } from './claim/claim.ts';
import type { LaidScope } from './context.ts';
import type { Course } from './execute.ts';
import { createRunFolder, type RunFolder } from './folder.ts';
import { layGround, type LockedGround } from './ground.ts';
import { notLocked } from './lock/environments.ts';
import { locksForRun } from './lock/for-run.ts';
import { withLocks } from './lock/with-locks.ts';
import { capturing, openJournal, type Journal } from './journal.ts';
import type { Prepared } from './prepare.ts';
import { nothingEarlier } from './resume/earlier.ts';
import { newRunId } from './run-id.ts';
import { leftOut } from './selection.ts';
import type { RunSetup } from './setup.ts';

/**
 * Takes one direction from its Markdown to sealed evidence. Throws `Failure` before anything has changed, or `run.stopped`
 * when the disk gives out. One run of a direction at a time in a workspace.
 */
export async function runDirection(setup: RunSetup): Promise<FinishedRun> {
  const run = newRunId(setup.clock, setup.file);
  const ground = await layGround(setup, run);
  const numbers = ground.prepared.bound.tasks.map(({ item }) => item.number);
  const course = {
    prepared: ground.prepared,
    skipped: leftOut(numbers, setup.selection),
    tasks: [],
    earlier: nothingEarlier,
  };
  const claim = await claimDirection(setup.workspace.root, setup.file, run);
  try {
    const locks = await locksForRun(setup, run, course);
    return await withLocks(locks, (held) => startRun(setup, run, { ...ground, locks: held }, course));
  } finally {
    await claim.release();
  }
}

async function startRun(setup: RunSetup, run: string, ground: LockedGround, course: Course): Promise<FinishedRun> {
  const { exec, capture, locks, prepared } = ground;
  const folder = createRunFolder(setup.workspace.root, run);
  const intended = new Set<string>();
  const view = viewOf(setup, run, folder, { tasks: course.tasks, intended });
  const facts = await keepInputs(setup, run, folder, prepared);
  const journal = capturing(openJournal(join(folder.absolute, runFiles.journal), setup.clock), capture);
  const { order } = prepared.bound;
  const scope: LaidScope = { setup, folder, order, exec, capture, facts, view, intended, spent: new Set(), locks };
  return carryOut(scope, journal, course, () => open(scope, journal, course));
}

function viewOf(
  setup: RunSetup,
  run: string,
  folder: RunFolder,
  { tasks, intended }: { readonly tasks: readonly TaskRecord[]; readonly intended: ReadonlySet<string> },
): () => RunView {
  const startedAt = setup.clock.now().toISOString();
  const direction = setup.file;
  return () => ({ id: run, direction, folder: folder.relative, startedAt, tasks, intended: [...intended] });
}

/** Keeps the exact bytes that are run, and says what every statement says of the run. */
async function keepInputs(setup: RunSetup, run: string, folder: RunFolder, prepared: Prepared): Promise<RunFacts> {
  const direction = await folder.write(runFiles.direction, prepared.bytes);
  const bindings = await folder.write(runFiles.bindings, prepared.bindings);
  return {
    run,
    mode: setup.mode,
    directionDigest: prepared.directionDigest,
    bindingsDigest: prepared.bindingsDigest,
    prestage: setup.version,
    inputs: [direction, bindings],
  };
}

function open(scope: LaidScope, journal: Journal, { prepared, skipped }: Course): void {
  const { setup } = scope;
  const { order, tasks } = prepared.bound;
  const titles = tasks.map(({ item }) => ({ number: item.number, title: item.text }));
  const out = Array.from(skipped, ([number, reason]) => ({ number, reason }));
  journal.append({
    kind: 'run.opened',
    run: scope.view().id,
    mode: setup.mode,
    direction: { path: prepared.file, title: order.title, digest: prepared.directionDigest },
    bindingsDigest: prepared.bindingsDigest,
    prestage: setup.version,
    tasks: titles,
    ...(out.length === 0 ? {} : { leftOut: out }),
    ...(setup.standIns === undefined || setup.standIns.length === 0 ? {} : { standIns: setup.standIns }),
  });
  setup.watch({
    kind: 'run.opened',
    run: scope.view().id,
    mode: setup.mode,
    direction: prepared.file,
    title: order.title,
    tasks: titles,
    warnings: [...prepared.findings, ...scope.locks.notHeld.map((name) => notLocked(name, prepared.file))],
  });
}
