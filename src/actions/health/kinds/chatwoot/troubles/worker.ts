import type { Trouble } from '../../chain/judgement.ts';
import { pages, type Subject } from '../subject.ts';

/** What Sidekiq does shows nowhere in `/api`: only work that it should have done tells. */
export function workerStopped(subject: Subject, canary: number, until: Date): Trouble {
  return {
    state: 'fail',
    code: 'worker_stopped',
    summary: `Sidekiq does no work, whatever /api says: conversation ${canary} should be open again since ${until.toISOString()}, and is still snoozed`,
    next: `Start Chatwoot’s worker process again (\`bundle exec sidekiq\`; on Fly, the machine of its process group), then look at ${pages.jobs(subject)}.`,
  };
}

export function canaryAsleep({ setting }: Subject, canary: number): Trouble {
  return {
    state: 'unknown',
    code: 'stale',
    summary: `Conversation ${canary} was snoozed only just now: whether the worker opens it again is not to be seen yet`,
    next: `Run the check again in a quarter of an hour, or leave out ${setting}.canary where nothing runs it again.`,
  };
}

/** The first time, after somebody changed it by hand, or when the last time is long ago. */
export function canarySet({ setting }: Subject, canary: number): Trouble {
  return {
    state: 'unknown',
    code: 'stale',
    summary: `Nothing tells yet whether the worker works: conversation ${canary} has been snoozed now, and should be open at the next run`,
    next: `Run the check again in a quarter of an hour, or leave out ${setting}.canary where nothing runs it again.`,
  };
}

export function noCanary({ setting, url, account }: Subject, canary: number): Trouble {
  return {
    state: 'unknown',
    code: 'not_configured',
    summary: `Account ${account} has no conversation ${canary} that the token’s user sees, so that the worker cannot be tried`,
    next: `Set ${setting}.canary to the number of a conversation that is there for nothing else: the last one in ${url}/app/accounts/${account}/conversations/NUMBER.`,
  };
}

export function canaryNotSet(subject: Subject, canary: number, status: number): Trouble {
  return {
    state: 'fail',
    code: status >= 500 ? 'server_error' : 'wrong_status',
    summary: `Conversation ${canary} could not be snoozed: Chatwoot answers ${status} to what writes`,
    next: `Read the newest error of Chatwoot’s web logs: without Redis no job can be put into a queue (${pages.status(subject)}).`,
  };
}
