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
import { loadTrust } from '../trust.ts';
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
}

/** Signs leave to apply the plan that a run waits with, once, until it expires. Gives the moment when it does. */
export async function approve(request: ApproveRequest): Promise<string> {
  const { root, run, task, by, clock, signer } = request;
  const { request: asked } = await readRequest(root, run, task);
  await assertMayApprove(root, signer);
  const folder = runFolderAt(request.folder, relative(root, request.folder));
  const { whole } = splitJournal(await readFile(join(folder.absolute, runFiles.journal), 'utf8'));
  const { records, head, count } = readJournal(whole);
  const facts = await factsOf(folder, runRecordOf(records, head, count));
  const now = clock.now();
  const expiresOn = new Date(now.getTime() + request.minutes * 60_000).toISOString();
  const { action, environment, plan, nonce } = asked;
  const approval = { task, action, environment, plan, by, approvedOn: now.toISOString(), expiresOn, nonce };
  await putApproval(root, run, task, signStatement(approvalStatement(facts, approval), signer));
  return expiresOn;
}

async function assertMayApprove(root: string, signer: Signer): Promise<void> {
  const { keys } = await loadTrust(root);
  const key = keys.find(({ id }) => id === signer.keyId);
  if (key?.roles.includes('approve') === true) return;
  const roles = key === undefined ? 'prestage.keys does not list it' : `prestage.keys gives it ${key.roles.join(', ')}`;
  throw new Failure(
    {
      code: 'approval.key',
      what: `The key ${signer.name} may not approve`,
      why: `${roles}; a runner's key cannot approve its own changes`,
      fix: 'Use a key with the role `approve`: `prestage keys new NAME --role approve`, reviewed in prestage.keys.',
    },
    exitCodes.usage,
  );
}
