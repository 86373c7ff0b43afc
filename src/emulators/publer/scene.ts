import type { Account, Post, PublerState } from './state.ts';

/** What may be so, by the names of the faults that make it so. */
export const conditions = [
  'key-revoked',
  'key-revoked-as-documented',
  'key-revoked-other-envelope',
  'plan-lapsed',
  'plan-lapsed-as-documented',
  'scope-missing',
  'posts-scope-missing',
  'workspace-refused',
  'workspace-refused-as-documented',
  'workspace-silent',
  'workspace-gone',
  'accounts-empty',
  'account-missing',
  'posts-failed',
  'posts-reauth',
  'posts-locked',
  'job-failed',
  'job-stuck',
  'wrapped',
  'paths-gone',
  'rate-limited',
  'rate-nearly-spent',
] as const;
export type Condition = (typeof conditions)[number];

/** What is so while one call is answered: the state, as the conditions leave it. */
export interface Scene extends PublerState {
  readonly is: (condition: Condition) => boolean;
}

export function sceneOf(state: PublerState, given: ReadonlySet<string>): Scene {
  const is = (condition: Condition): boolean => given.has(condition);
  return {
    ...state,
    is,
    accounts: accountsOf(state.accounts, is),
    posts: postsOf(state.posts, is),
    scopes: scopesOf(state.scopes, is),
  };
}

type Is = Scene['is'];

function accountsOf(accounts: readonly Account[], is: Is): readonly Account[] {
  if (is('accounts-empty') || is('workspace-silent')) return [];
  return is('account-missing') ? accounts.slice(0, -1) : accounts;
}

/** The newest one is what went wrong: an account does not say that it must be logged in again, its posts do. */
function postsOf(posts: readonly Post[], is: Is): readonly Post[] {
  const [newest, ...others] = posts;
  if (newest === undefined || is('workspace-silent')) return [];
  if (is('posts-failed')) return [{ ...newest, state: 'failed' }, ...others];
  if (is('posts-reauth')) return [{ ...newest, state: 'scheduled_reauth' }, ...others];
  return is('posts-locked') ? [{ ...newest, state: 'scheduled_locked' }, ...others] : posts;
}

function scopesOf(scopes: readonly string[], is: Is): readonly string[] {
  return scopes.filter(
    (scope) => !(is('scope-missing') && scope === 'accounts') && !(is('posts-scope-missing') && scope === 'posts'),
  );
}
