import { existsSync, realpathSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { runsFolder } from './folder.ts';

/** Where a run lies, and the workspace, or rehearsal copy, that it belongs to. Both absolute. */
export interface FoundRun {
  readonly id: string;
  readonly folder: string;
  readonly root: string;
}

/** All runs of a workspace and of its rehearsals, oldest first. */
export async function listRuns(root: string): Promise<FoundRun[]> {
  const rehearsals = join(root, '.prestage/rehearsals');
  const copies = (await names(rehearsals))
    .map((id) => join(rehearsals, id, 'workspace'))
    .filter((copy) => existsSync(copy));
  const found = await Promise.all([root, ...copies.map((copy) => realpathSync(copy))].map(runsIn));
  return found.flat().toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The run with this id or beginning of an id; the newest when none is given. */
export async function findRun(root: string, id?: string): Promise<FoundRun> {
  const runs = await listRuns(root);
  const fitting = id === undefined ? runs.slice(-1) : runs.filter((run) => run.id.startsWith(id));
  const exact = fitting.find((run) => run.id === id) ?? (fitting.length === 1 ? fitting[0] : undefined);
  if (exact !== undefined) return exact;
  throw fitting.length === 0 ? noSuchRun(id, runs) : severalRuns(id ?? '', fitting);
}

async function runsIn(root: string): Promise<FoundRun[]> {
  const place = join(root, runsFolder);
  return (await names(place))
    .filter((id) => existsSync(join(place, id, 'journal.jsonl')))
    .map((id) => ({ id, folder: join(place, id), root }));
}

async function names(folder: string): Promise<string[]> {
  return existsSync(folder) ? (await readdir(folder)).toSorted() : [];
}

function noSuchRun(id: string | undefined, runs: readonly FoundRun[]): Failure {
  return new Failure({
    code: 'run.not-found',
    what: id === undefined ? 'There is no run yet' : `There is no run ${id}`,
    why: runs.length === 0 ? 'this workspace has no runs and no rehearsals' : `the newest is ${runs.at(-1)?.id}`,
    fix: runs.length === 0 ? 'Start one with `prestage rehearse`.' : '`prestage runs` lists them.',
  });
}

function severalRuns(id: string, fitting: readonly FoundRun[]): Failure {
  return new Failure({
    code: 'run.ambiguous',
    what: `${id} fits ${fitting.length} runs`,
    why: fitting.map((run) => run.id).join(', '),
    fix: 'Give more of the id.',
  });
}
