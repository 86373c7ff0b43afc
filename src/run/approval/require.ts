import type { Plan } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import { canonicalJson } from '../../core/json.ts';
import type { UsedApproval } from '../../core/journal.ts';
import { readBundle } from '../../evidence/bundle.ts';
import type { RunScope } from '../context.ts';
import type { Journal } from '../journal.ts';
import { loadTrust } from '../trust.ts';
import { checkApproval } from './check.ts';
import { putRequest, readApproval, readRequest, spendApproval, type PendingApproval } from './pending.ts';
import { newNonce, planDigest, type ApprovalRequest } from './request.ts';

/** What is about to be applied, and for which task. */
export interface Asking {
  readonly number: string;
  readonly action: string;
  readonly environment: string;
  readonly plan: Plan;
}

/** The action waits: it is taken up again by `prestage resume` when a person has approved. */
export class ApprovalAwaited extends Error {
  override readonly name = 'ApprovalAwaited';
  readonly request: ApprovalRequest;
  /** Why an approval that was given does not count. */
  readonly refusal?: Failure | undefined;

  constructor(request: ApprovalRequest, refusal?: Failure) {
    super(`${request.action} on ${request.environment} waits for an approval`);
    this.request = request;
    this.refusal = refusal;
  }
}

/** Comes back when this very plan is approved, and has spent the approval; otherwise asks for one and throws `ApprovalAwaited`. */
export async function requireApproval(scope: RunScope, journal: Journal, asking: Asking): Promise<void> {
  const { root } = scope.setup.workspace;
  const asked = await requestFor(scope, asking);
  const bundle = await readApproval(root, asked.run, asked.task);
  if (bundle === undefined) throw await ask(scope, journal, asking, asked);
  try {
    await spend(scope, journal, asked, bundle);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw await ask(scope, journal, asking, { ...asked, nonce: newNonce() }, error);
  }
}

/** The request that waits already, when it is for this plan: its answer may be there. One that was answered and used is none. */
async function requestFor(scope: RunScope, asking: Asking): Promise<ApprovalRequest> {
  const { action, environment, number: task } = asking;
  const fresh = { run: scope.view().id, task, action, environment, plan: planDigest(asking.plan), nonce: newNonce() };
  const waiting = await readRequest(scope.setup.workspace.root, fresh.run, task).catch(() => undefined);
  const isFresh = waiting !== undefined && !scope.spent.has(waiting.request.nonce);
  return isFresh ? { ...fresh, nonce: waiting.request.nonce } : fresh;
}

async function spend(scope: RunScope, journal: Journal, asked: ApprovalRequest, bundle: string): Promise<void> {
  const { workspace, childEnv } = scope.setup;
  const { root } = workspace;
  const trust = await loadTrust(root, childEnv);
  const given = checkApproval(bundle, asked, trust, scope.setup.clock);
  // A run that was cut after it had used one needs another, and the first stays what the journal says.
  const again = scope.spent.size === 0 ? '' : `-${scope.spent.size + 1}`;
  const path = `statements/approve-${asked.task}.${asked.action}${again}.sigstore.json`;
  const { action, environment, plan, by, approvedOn, expiresOn, nonce, unreviewed } = given;
  const used: UsedApproval = {
    action,
    environment,
    plan,
    by,
    approvedOn,
    expiresOn,
    nonce,
    key: readBundle(bundle, trust).key.name,
    statement: await scope.folder.write(path, bundle),
    ...(unreviewed !== undefined && { unreviewed }),
  };
  // The journal first: whoever puts the answer back, or keeps it from going, finds its nonce there.
  scope.spent.add(nonce);
  journal.append({ kind: 'approval.used', number: asked.task, approval: used });
  await spendApproval(root, asked.run, asked.task);
}

async function ask(
  scope: RunScope,
  journal: Journal,
  { plan }: Asking,
  request: ApprovalRequest,
  refusal?: Failure,
): Promise<ApprovalAwaited> {
  const { root } = scope.setup.workspace;
  await spendApproval(root, request.run, request.task);
  await putRequest(root, { request, plan: plain(plan) });
  const { nonce: _nonce, run: _run, task: number, ...awaited } = request;
  journal.append({ kind: 'approval.awaited', number, ...awaited });
  return new ApprovalAwaited(request, refusal);
}

/** A plan is plain data: as JSON it is what its digest is of. */
function plain(plan: Plan): PendingApproval['plan'] {
  return JSON.parse(canonicalJson(plan));
}
