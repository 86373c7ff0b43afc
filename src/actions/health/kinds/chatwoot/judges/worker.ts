import { readCanary, type Canary } from '../../../../../services/chatwoot/canary.ts';
import { troubled, type Answer, type Judgement } from '../../chain/judgement.ts';
import { shapeless, unexpected, type Asked } from '../../chain/unexpected.ts';
import type { Subject } from '../subject.ts';
import { canaryAsleep, canarySet, noCanary, workerStopped } from '../troubles/worker.ts';
import { refused } from './access.ts';

/** Sidekiq looks every five minutes; what is not done after three times that is not late any more. */
const patienceMs = 15 * 60_000;
/** What woke up longer ago than this says nothing of today. */
const freshMs = 2 * 86_400_000;
/** Sidekiq opens nothing whose time was over three days ago: it must be set anew, or it would never wake up. */
const forgottenMs = 3 * 86_400_000;

export interface JudgedCanary extends Judgement {
  /** Whether the canary is to be snoozed for the next run. */
  readonly isToBeSet: boolean;
}

/** Of the canary, as the run before left it and the worker should have: open. */
export function judgeCanary(subject: Subject, asked: Asked, answer: Answer, id: number, now: Date): JudgedCanary {
  if (answer.status === 404) return { ...troubled(noCanary(subject, id)), isToBeSet: false };
  const trouble = refused(subject, asked, answer, []) ?? unexpected(asked, answer);
  if (trouble !== undefined) return { ...troubled(trouble), isToBeSet: false };
  const canary = readCanary(answer.body);
  if (canary === undefined) return { ...troubled(shapeless(asked, 'the state of the conversation')), isToBeSet: false };
  const { status, until, setAt } = canary;
  const fields = { status, snoozed_until: until?.toISOString() ?? null, set_at: setAt?.toISOString() ?? null };
  return { ...judged(subject, canary, id, now), fields };
}

function judged(subject: Subject, { status, until, setAt }: Canary, id: number, now: Date): JudgedCanary {
  if (status === 'snoozed' && until !== undefined) {
    const lateMs = now.getTime() - until.getTime();
    const isLate = lateMs > patienceMs;
    return {
      fields: {},
      conditions: openAgain(isLate ? false : 'unknown'),
      troubles: [isLate ? workerStopped(subject, id, until) : canaryAsleep(subject, id)],
      isToBeSet: lateMs > forgottenMs,
    };
  }
  const woke = status === 'open' && setAt !== undefined && now.getTime() - setAt.getTime() < freshMs;
  const troubles = woke ? [] : [canarySet(subject, id)];
  return { fields: {}, conditions: openAgain(woke ? true : 'unknown'), troubles, isToBeSet: true };
}

function openAgain(holds: boolean | 'unknown'): Judgement['conditions'] {
  return [{ condition: 'the canary is open again', holds }];
}
