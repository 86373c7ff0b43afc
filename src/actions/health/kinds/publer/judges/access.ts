import { readLimit, readReset } from '../../../../../services/publer/limit.ts';
import { refusalOf, type Refusal } from '../../../../../services/publer/refusal.ts';
import type { Answer, Judgement, Trouble } from '../../chain/judgement.ts';
import { troubled } from '../../chain/judgement.ts';
import { unexpected, type Asked } from '../../chain/unexpected.ts';
import type { Subject } from '../subject.ts';
import {
  headerDropped,
  keyOrPlan,
  keyRejected,
  planLapsed,
  refusedUnclearly,
  scopeMissing,
  pathGone,
  workspaceRefused,
} from '../troubles/access.ts';
import { limitNearlySpent, limitReached } from '../troubles/limit.ts';

/** What a call is good for: the words about it, and the scopes that it wants. */
export interface PublerCall extends Asked {
  readonly scopes: string;
}

/** Undefined when the call was let in and answered with JSON. */
export function notServed(subject: Subject, call: PublerCall, answer: Answer): Judgement | undefined {
  const { status, headers } = answer;
  const resetsAt = readReset(headers);
  if (status === 429 && resetsAt !== undefined) return troubled(limitReached(resetsAt));
  if (status === 404 || status === 410) return troubled(pathGone(call.call, status, call.url, call.setting));
  const trouble = refused(subject, call, answer) ?? unexpected(call, answer);
  return trouble === undefined ? undefined : troubled(trouble);
}

function refused(subject: Subject, { call, scopes }: PublerCall, { status, body }: Answer): Trouble | undefined {
  if (status !== 401 && status !== 403) return undefined;
  const troubles: Readonly<Record<Refusal, () => Trouble>> = {
    'key-unknown': () => keyRejected(subject),
    'key-or-plan': () => keyOrPlan(subject),
    'scope-missing': () => scopeMissing(subject, call, scopes),
    'plan-lapsed': () => planLapsed(subject),
    'workspace-header-missing': () => headerDropped(subject),
    'workspace-not-open': () => workspaceRefused(subject),
    unclear: () => refusedUnclearly(subject, call, status),
  };
  return troubles[refusalOf(body)]();
}

/** Of the last answer: a tenth or less of the calls is left. */
export function nearlySpent(subject: Subject, { headers }: Answer): readonly Trouble[] {
  const limit = readLimit(headers);
  return limit === undefined || limit.remaining * 10 > limit.limit ? [] : [limitNearlySpent(subject, limit)];
}
