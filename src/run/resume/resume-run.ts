import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunView } from '../../core/action.ts';
import { sha256 } from '../../evidence/digest.ts';
import { runFiles } from '../../evidence/paths.ts';
import type { Digested, RunFacts } from '../../evidence/statement.ts';
import { survivorsOf } from '../../services/process/survivors.ts';
import { carryOut, sealAndTell, type FinishedRun } from '../carry-out.ts';
import { claimDirection } from '../claim/claim.ts';
import type { LaidScope } from '../context.ts';
import type { Course } from '../execute.ts';
import type { FoundRun } from '../find-run.ts';
import { runFolderAt, runsFolder, type RunFolder } from '../folder.ts';
import { layGround, type LockedGround } from '../ground.ts';
import { locksForRun } from '../lock/for-run.ts';
import { withLocks } from '../lock/with-locks.ts';
import { capturing, openJournal, type Journal } from '../journal.ts';
import type { Prepared } from '../prepare.ts';
import type { RunSetup } from '../setup.ts';
import { intendedIn } from './intended.ts';
import { earlierOf, rollbackWaits, standingParts } from './earlier.ts';
import { clearHalves, readPast, type Past } from './past.ts';
import { changedSince, nothingLeft, rehearsalIsOver, stillAtWork } from './refuse.ts';

/** As a run is set up; the direction, the mode and what is left out are the journal's to say. */
export type ResumeSetup = Omit<RunSetup, 'file' | 'mode' | 'selection'>;

/**
 * Goes on with a run that was cut. What was settled stands; a task that was cut in its middle is settled by asking the world.
 * Throws `Failure` before anything has changed when it cannot go on (`resume.*`, `run.changed`, `run.already-running`).
 */
export async function resumeRun(partial: ResumeSetup, found: FoundRun): Promise<FinishedRun> {
  const { opened } = await readPast(found, partial.childEnv);
  if (opened.mode === 'rehearsal') throw rehearsalIsOver(opened);
  const setup: RunSetup = { ...partial, file: opened.direction.path, mode: opened.mode, selection: {} };
  const claim = await claimDirection(found.root, setup.file, found.id);
  try {
    return await goOn(setup, found);
  } finally {
    await claim.release();
  }
}

/** Under the claim, the past is read again: someone else may have gone on with it in between. */
async function goOn(setup: RunSetup, found: FoundRun): Promise<FinishedRun> {
  const past = await readPast(found, setup.childEnv);
  const survivors = survivorsOf(found.id);
  if (survivors.length > 0) throw stillAtWork(found.id, survivors);
  const ground = await layGround(setup, found.id, {
    accept: (prepared) => refuseChanges(past, prepared),
  });
  const course = courseOf(past, ground.prepared);
  const hasEnded = past.progress.closed !== undefined && !isOpen(course);
  if (hasEnded && past.sealed) throw nothingLeft(past.opened, past.record.verdict);
  await clearHalves(found.folder, past);
  const folder = runFolderAt(found.folder, `${runsFolder}/${found.id}`);
  return withLocks(await locksForRun(setup, found.id, course), async (locks) => {
    const scope = await scopeOf(setup, folder, past, { ...ground, locks }, course);
    if (hasEnded) return sealAndTell(scope);
    const plain = openJournal(join(found.folder, runFiles.journal), setup.clock, past.record);
    const journal = capturing(plain, ground.capture);
    return carryOut(scope, journal, course, () => begin(scope, journal, past, course));
  });
}

function refuseChanges({ opened }: Past, prepared: Prepared): void {
  const changed = [
    ...(prepared.directionDigest === opened.direction.digest ? [] : [prepared.file]),
    ...(prepared.bindingsDigest === opened.bindingsDigest ? [] : ['its bindings']),
  ];
  if (changed.length > 0) throw changedSince(opened, changed);
}

function courseOf({ opened, progress, record }: Past, prepared: Prepared): Course {
  const skipped = new Map(opened.leftOut?.map(({ number, reason }) => [number, reason]));
  return { prepared, skipped, tasks: [], earlier: earlierOf(progress, record) };
}

/** A run that ended is taken up again where a person's approval or word was missing. Of one that is rolled back, the way back alone. */
function isOpen({ prepared, earlier }: Course): boolean {
  if (rollbackWaits(earlier)) return true;
  if (earlier.settled.has('rollback')) return false;
  const standing = new Set(standingParts(prepared.bound, earlier).map(({ number }) => number));
  return prepared.bound.tasks.some(({ item }) => !standing.has(item.number));
}

async function scopeOf(
  setup: RunSetup,
  folder: RunFolder,
  { opened, record, progress }: Past,
  { exec, capture, locks, prepared }: LockedGround,
  { tasks }: Course,
): Promise<LaidScope> {
  const intended = await intendedIn(folder.absolute, progress.planned);
  const spent = new Set(progress.spent);
  const view = (): RunView => ({
    id: opened.run,
    direction: setup.file,
    folder: folder.relative,
    startedAt: record.startedAt,
    tasks,
    intended: [...intended],
  });
  const kept = async (path: string): Promise<Digested> => {
    return { path, sha256: sha256(await readFile(join(folder.absolute, path))) };
  };
  const facts: RunFacts = {
    run: opened.run,
    mode: opened.mode,
    directionDigest: opened.direction.digest,
    bindingsDigest: opened.bindingsDigest,
    prestage: opened.prestage,
    inputs: [await kept(runFiles.direction), await kept(runFiles.bindings)],
  };
  return { setup, folder, order: prepared.bound.order, exec, capture, facts, view, intended, spent, locks };
}

function begin(
  { setup }: LaidScope,
  journal: Journal,
  { opened, cutBytes }: Past,
  { prepared, earlier }: Course,
): void {
  journal.append({ kind: 'run.resumed', prestage: setup.version, cutBytes });
  const { run, mode, direction, tasks } = opened;
  const warnings = prepared.findings;
  setup.watch({
    kind: 'run.opened',
    run,
    mode,
    direction: direction.path,
    title: direction.title,
    resumed: true,
    tasks,
    warnings,
  });
  for (const task of standingParts(prepared.bound, earlier)) setup.watch({ kind: 'task.settled', task });
}
