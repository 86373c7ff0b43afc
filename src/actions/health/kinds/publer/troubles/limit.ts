import type { Limit } from '../../../../../services/publer/limit.ts';
import type { Trouble } from '../../chain/judgement.ts';
import type { Subject } from '../subject.ts';

export function limitReached(until: string): Trouble {
  return {
    state: 'unknown',
    code: 'rate_limited',
    summary: `Publer takes no more calls from this user until ${until}: 100 in 2 minutes is all that the keys of one user have together`,
    next: `Wait until ${until}, then give what else calls Publer with a key of the same user fewer calls or a user of its own.`,
  };
}

/** The check still gets through; what publishes may be the next to be refused. */
export function limitNearlySpent({ secret }: Subject, { limit, remaining, resetsAt }: Limit): Trouble {
  return {
    state: 'degraded',
    code: 'rate_limited',
    summary: `${remaining} of ${limit} calls are left to the user of ${secret}${resetsAt === undefined ? '' : ` until ${resetsAt}`}; all keys of one user share them`,
    next: 'Look for what else calls Publer with a key of the same user (staging and production share them), and give it fewer calls or a user of its own.',
  };
}
