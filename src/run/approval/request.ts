import { randomBytes } from 'node:crypto';
import type { Action, Mode, Plan } from '../../core/action.ts';
import { canonicalJson } from '../../core/json.ts';
import type { WorkspaceConfig } from '../../core/workspace.ts';
import { sha256 } from '../../evidence/digest.ts';

/** What a person is asked to approve: one plan of one action, in one run. */
export interface ApprovalRequest {
  readonly run: string;
  readonly task: string;
  readonly action: string;
  readonly environment: string;
  /** SHA-256 of the plan's canonical JSON. */
  readonly plan: string;
  /** Makes the answer single-use. */
  readonly nonce: string;
}

/** Whether an action is approved before it is applied: live changes to what the config calls production. */
export function needsApproval(
  action: Action,
  step: { readonly environment?: string | undefined },
  mode: Mode,
  config: WorkspaceConfig,
): boolean {
  if (mode !== 'live' || action.effects !== 'environment') return false;
  // An environment that is not named, or that the config does not know, is not known to be harmless.
  return step.environment === undefined || (config.environments[step.environment]?.production ?? true);
}

export function planDigest(plan: Plan): string {
  return sha256(canonicalJson(plan));
}

export function newNonce(): string {
  return randomBytes(16).toString('hex');
}
