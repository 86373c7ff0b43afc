import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import type { Signer } from '../../core/trust.ts';
import { signStatement } from '../../evidence/bundle.ts';
import { readJournal, splitJournal } from '../../evidence/chain.ts';
import { runFiles } from '../../evidence/paths.ts';
import { runRecordOf } from '../../evidence/run-record.ts';
import { approvalStatement } from '../../evidence/statement.ts';
import { factsOf } from '../facts.ts';
import { runFolderAt } from '../folder.ts';
import { loadTrust, trustFile, unreviewedOf, whyNot, type GitEnv, type WorkspaceTrust } from '../trust.ts';
import { putApproval, readRequest } from './pending.ts';

export interface ApproveRequest {
  readonly root: string;
  /** The run's folder, absolute. */
  readonly folder: string;
  readonly run: string;
  readonly task: string;
  readonly by: string;
  /** How long it holds, from now. Minutes. */
  readonly minutes: number;
  /** A key with the role `approve`. */
  readonly signer: Signer;
  readonly clock: Clock;
  readonly env: GitEnv;
}

/** Until when it holds, and whose keys counted. */
export interface Approved {
  readonly expiresOn: string;
  readonly trust: WorkspaceTrust;
}

/** Signs leave to apply the plan that a run waits with, once, until it expires. */
export async function approve(request: ApproveRequest): Promise<Approved> {
  const { root, run, task, by, clock, signer } = request;
  const { request: asked } = await readRequest(root, run, task);
  const trust = await loadTrust(root, request.env);
  assertMayApprove(trust, signer);
  const folder = runFolderAt(request.folder, relative(root, request.folder));
  const { whole } = splitJournal(await readFile(join(folder.absolute, runFiles.journal), 'utf8'));
  const { records, head, count } = readJournal(whole);
  const facts = await factsOf(folder, runRecordOf(records, head, count));
  const now = clock.now();
  const expiresOn = new Date(now.getTime() + request.minutes * 60_000).toISOString();
  const { action, environment, plan, nonce } = asked;
  const approval = {
    task,
    action,
    environment,
    plan,
    by,
    approvedOn: now.toISOString(),
    expiresOn,
    nonce,
    ...unreviewedOf(trust),
  };
  await putApproval(root, run, task, signStatement(approvalStatement(facts, approval), signer));
  return { expiresOn, trust };
}

function assertMayApprove(trust: WorkspaceTrust, signer: Signer): void {
  const refusal = whyNot(trust, signer.keyId, 'approve');
  if (refusal === undefined) return;
  const { why, fix } = refusal;
  throw new Failure(
    { code: 'approval.key', what: `The key ${signer.name} may not approve`, why, fix, file: trustFile },
    exitCodes.usage,
  );
}
