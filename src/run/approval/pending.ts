import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../../core/json.ts';
import { sha256 } from '../../evidence/digest.ts';
import { Failure } from '../../core/failure.ts';
import { readText, readTextIfThere } from '../../services/files/read.ts';
import { writeAtomic } from '../../services/files/write-atomic.ts';

/** Requests and answers wait outside the run's folder, which the seal covers: `.prestage/approvals/<run>/`. */
const approvalsFolder = '.prestage/approvals';

const request = z.strictObject({
  run: z.string(),
  task: z.string(),
  action: z.string(),
  environment: z.string(),
  plan: z.string(),
  nonce: z.string(),
});

const pending = z.strictObject({
  request,
  /** The whole plan: what a person reads is what the digest is of. */
  plan: z.strictObject({
    summary: z.string(),
    changes: z.array(z.strictObject({ kind: z.string(), target: z.string(), summary: z.string() })),
    data: z.json(),
  }),
});

export type PendingApproval = z.infer<typeof pending>;

function placeOf(run: string, task: string): string {
  return `${approvalsFolder}/${run}/${task}`;
}

/** A request replaces the one before: an approval of an older plan then fits nothing. */
export async function putRequest(root: string, asked: PendingApproval): Promise<void> {
  const place = placeOf(asked.request.run, asked.request.task);
  await mkdir(join(root, place), { recursive: true });
  await writeAtomic(root, '.prestage/.gitignore', '*\n');
  await writeAtomic(root, `${place}/request.json`, `${JSON.stringify(asked, null, 2)}\n`);
}

export async function readRequest(root: string, run: string, task: string): Promise<PendingApproval> {
  const path = `${placeOf(run, task)}/request.json`;
  const read = pending.safeParse(parsed(await readText(root, path).catch(() => '')));
  if (read.success && sha256(canonicalJson(read.data.plan)) === read.data.request.plan) return read.data;
  if (read.success) throw tampered(path, run, task);
  const waiting = await waitingTasks(root, run);
  throw new Failure({
    code: 'approval.nothing-asked',
    what: `Task ${task} of ${run} does not wait for an approval`,
    why: waiting.length === 0 ? 'no task of this run does' : `those that do: ${waiting.join(', ')}`,
    fix:
      waiting.length === 0 ? 'See `prestage status` for what waits for whom.' : `prestage approve ${run} ${waiting[0]}`,
  });
}

/** The tasks of a run that wait for an approval. */
export async function waitingTasks(root: string, run: string): Promise<readonly string[]> {
  return readdir(join(root, approvalsFolder, run)).then(
    (names) => names.toSorted(),
    () => [],
  );
}

export async function putApproval(root: string, run: string, task: string, bundle: string): Promise<void> {
  await writeAtomic(root, `${placeOf(run, task)}/approval.sigstore.json`, bundle);
}

/** The answer, when there is one. */
export async function readApproval(root: string, run: string, task: string): Promise<string | undefined> {
  return readTextIfThere(root, `${placeOf(run, task)}/approval.sigstore.json`);
}

/** Taken away before the apply that it allows, so that it cannot allow a second. */
export async function spendApproval(root: string, run: string, task: string): Promise<void> {
  await rm(join(root, placeOf(run, task)), { recursive: true, force: true });
}

function tampered(path: string, run: string, task: string): Failure {
  return new Failure({
    code: 'approval.request-changed',
    what: `The request for task ${task} of ${run} is not the one that was made`,
    why: `the plan in ${path} has another digest than the request names`,
    fix: `Have it asked again: prestage resume ${run}`,
    file: path,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
