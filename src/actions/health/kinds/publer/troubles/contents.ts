import type { Trouble } from '../../chain/judgement.ts';
import { quoted } from '../../chain/lists.ts';
import { pages, type Subject } from '../subject.ts';

export function accountsMissing({ setting, show }: Subject, names: readonly string[]): Trouble {
  return {
    state: 'fail',
    code: 'list_changed',
    summary: `Nothing can be published to ${quoted(names, show)} any more: Publer does not list it`,
    next: `Connect it again (${pages.accounts}), or take it out of ${setting}.accounts in prestage.config.ts.`,
  };
}

/** All at once gone is rarely what somebody did to each of them. */
export function allAccountsMissing({ setting, show }: Subject, names: readonly string[]): Trouble {
  return {
    state: 'fail',
    code: 'list_changed',
    summary: `Publer lists no account at all, and ${quoted(names, show)} should be there`,
    next: `Look at them (${pages.accounts}): if they are there, a proxy drops the header Publer-Workspace-Id or ${setting}.workspace is another’s; if not, connect them again.`,
  };
}

export function accountsExtra({ setting, show }: Subject, names: readonly string[]): Trouble {
  return {
    state: 'degraded',
    code: 'list_changed',
    summary: `There is more than is expected: ${quoted(names, show)}`,
    next: `Add it to ${setting}.accounts in prestage.config.ts, so that it is missed when it goes.`,
  };
}

export function noAccounts({ setting }: Subject): Trouble {
  return {
    state: 'unknown',
    code: 'list_changed',
    summary: `Publer lists no account in the workspace, and the config does not say which there should be`,
    next: `See which are there (${pages.accounts}) and list them in ${setting}.accounts; an empty list is also what comes when Publer-Workspace-Id is dropped on the way.`,
  };
}

export function loginsExpired(posts: number): Trouble {
  return {
    state: 'fail',
    code: 'reauthorisation_needed',
    summary: `${posts} ${posts === 1 ? 'post waits' : 'posts wait'} for somebody to sign in to a social account again`,
    next: `Reconnect the accounts that ask for it (${pages.accounts}); the posts go out by themselves then.`,
  };
}

export function postsLocked(posts: number): Trouble {
  return {
    state: 'fail',
    code: 'plan_lapsed',
    summary: `${posts} ${posts === 1 ? 'post is' : 'posts are'} locked: the plan does not have room for them or their accounts`,
    next: `Pay for the plan that has (${pages.plan}), or take posts and accounts away until they fit.`,
  };
}

export function postsFailed(posts: number, days: number): Trouble {
  return {
    state: 'fail',
    code: 'posts_failed',
    summary: `${posts} ${posts === 1 ? 'post' : 'posts'} within ${days} days could not be published`,
    next: `Read why (${pages.posts}), mend it, and publish or delete each.`,
  };
}
