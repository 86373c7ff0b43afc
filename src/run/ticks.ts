import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { Failure } from '../core/failure.ts';
import { exitCodes } from '../core/exit-code.ts';
import type { Finding, Order } from '../core/order.ts';
import type { RunRecord } from '../core/record.ts';
import { isSettled } from '../core/verdict.ts';
import { readDirection } from '../direction/read.ts';
import { readTicks, tickBoxes } from '../direction/ticks.ts';
import { runFiles } from '../evidence/paths.ts';
import { readBytes } from '../services/files/read.ts';
import { writeAtomic } from '../services/files/write-atomic.ts';
import { runsFolder } from './folder.ts';
import { changedSince } from './freshness.ts';
import { provenRecord } from './prove.ts';
import { loadTrust, type GitEnv } from './trust.ts';

export interface TickRequest {
  /** The workspace's absolute path. */
  readonly root: string;
  /** The direction's path in the workspace. */
  readonly file: string;
  /** The run's folder, absolute. */
  readonly folder: string;
  readonly env: GitEnv;
}

/** Renders the boxes of a direction from the evidence of a run: ticked with a link when settled, unticked when not. */
export async function tickDirection(request: TickRequest): Promise<{ ticked: number; boxes: number }> {
  const { root, file, folder, env } = request;
  assertOwnEvidence(root, folder);
  const record = await provenHere(root, folder, env);
  const order = await readOrder(root, file);
  await assertFresh(root, record, file);
  const link = relative(dirname(join(root, file)), join(folder, runFiles.done));
  const settled = order.boxes.filter(({ number }) =>
    record.boxes.some((box) => box.number === number && isSettled(box.verdict)),
  );
  await writeAtomic(
    root,
    file,
    tickBoxes(
      order,
      settled.map(({ number }) => ({ box: number, link })),
    ),
  );
  return { ticked: settled.length, boxes: order.boxes.length };
}

/** Recomputes every tick of a direction. A tick without evidence, or with evidence that does not hold, is a finding. */
export async function verifyTicks(root: string, file: string, env: GitEnv): Promise<Finding[]> {
  const order = await readOrder(root, file);
  const findings: Finding[] = [];
  for (const { box, link } of readTicks(order)) {
    const problem = link === undefined ? noEvidence : await problemOf({ root, file, env }, box, link);
    const line = order.boxes.find(({ number }) => number === box)?.range.line ?? 1;
    if (problem !== undefined && !findings.some((said) => isSame(said, problem)))
      findings.push({ severity: 'error', file, line, ...problem });
  }
  return findings;
}

/** What is wrong with a whole run is said at the first of the boxes that link it. */
function isSame(said: Finding, { rule, message }: Problem): boolean {
  return ofWholeRun.has(rule) && said.rule === rule && said.message === message;
}

const ofWholeRun = new Set(['evidence.stale', 'evidence.refused', 'ticks.run-gone', 'ticks.foreign-evidence']);

type Problem = Pick<Finding, 'rule' | 'message' | 'fix'>;

const retick = 'Untick the box, or render it from a run: `prestage direction tick FILE --run RUN`.';
const noEvidence: Problem = { rule: 'ticks.no-evidence', message: 'The box is ticked without evidence', fix: retick };

async function problemOf(
  { root, file, env }: Omit<TickRequest, 'folder'>,
  number: string,
  link: string,
): Promise<Problem | undefined> {
  const statement = resolve(root, dirname(file), link);
  const [run] = relative(join(root, runsFolder), statement).split('/');
  if (run === undefined || run === '..' || run === '') {
    return {
      rule: 'ticks.foreign-evidence',
      message: `The box links ${link}, which is no evidence of this workspace`,
      fix: retick,
    };
  }
  try {
    const record = await provenHere(root, join(root, runsFolder, run), env);
    await assertFresh(root, record, file);
    const box = record.boxes.find((done) => done.number === number);
    const own = statement === join(root, runsFolder, run, runFiles.done);
    if (box !== undefined && own && isSettled(box.verdict)) return undefined;
    return { rule: 'ticks.not-settled', message: `The run ${run} does not say that the box is done`, fix: retick };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { rule: error.data.code, message: error.message, fix: error.data.fix };
  }
}

async function readOrder(root: string, file: string): Promise<Order> {
  return readDirection(await readBytes(root, file), file).order;
}

/** Where rehearsals have their copies of a workspace: there alone do their runs tick boxes. */
const copies = `${sep}.prestage${sep}rehearsals${sep}`;

/** The record of a run that holds, and that may tick boxes here: one that was carried over from a rehearsal may not. */
async function provenHere(root: string, folder: string, env: GitEnv): Promise<RunRecord> {
  if (!existsSync(join(folder, runFiles.journal))) throw runGone(basename(folder));
  const record = await provenRecord(folder, await loadTrust(root, env));
  if (record.mode === 'live' || root.includes(copies)) return record;
  throw foreignEvidence();
}

function runGone(run: string): Failure {
  return new Failure(
    {
      code: 'ticks.run-gone',
      what: `The evidence of ${run} is not there`,
      why: `${runsFolder}/${run} has no journal`,
      fix: 'Restore the folder from git or the CI artifact, or run the direction again and tick from that run.',
    },
    exitCodes.failed,
  );
}

/** Rehearsal evidence lies in the rehearsal's copy and never ticks a live box. */
function assertOwnEvidence(root: string, folder: string): void {
  if (dirname(folder) !== join(root, runsFolder)) throw foreignEvidence();
}

function foreignEvidence(): Failure {
  return new Failure(
    {
      code: 'ticks.foreign-evidence',
      what: 'This run is not a live run of this workspace',
      why: 'rehearsal evidence never ticks a live box',
      fix: 'Tick from a live run, or tick the rehearsal copy itself with --workspace.',
    },
    exitCodes.usage,
  );
}

/** What was done for other words, or by other bindings, says nothing of these: a weaker check would tick the same box. */
async function assertFresh(root: string, record: RunRecord, file: string): Promise<void> {
  if (record.direction.path !== file) throw otherDirection(record, file);
  const changed = await changedSince(root, record);
  if (changed.length === 0) return;
  throw new Failure(
    {
      code: 'evidence.stale',
      what: `The evidence of ${record.run} is stale`,
      why: `${changed.join(' and ')} changed after the run, beyond its ticks`,
      fix: 'Run the direction again as it now stands.',
      file,
    },
    exitCodes.unsettled,
  );
}

function otherDirection({ run, direction }: RunRecord, file: string): Failure {
  return new Failure(
    {
      code: 'ticks.foreign-evidence',
      what: `The run ${run} is not one of ${file}`,
      why: `it is the evidence of ${direction.path}`,
      fix: 'Name a run of this direction with --run RUN; `prestage runs` lists them.',
    },
    exitCodes.usage,
  );
}
