import { randomBytes } from 'node:crypto';
import { providers, type Given } from './given.ts';

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

export interface Account {
  readonly id: string;
  readonly provider: (typeof providers)[number];
  readonly name: string;
  readonly type: string;
}

export interface Post {
  readonly id: string;
  readonly state: string;
  readonly text: string;
  readonly accountId: string;
  readonly scheduledAt: Date;
}

/** What a call has put into the queue. */
export interface Job {
  readonly id: string;
  readonly doneAt: Date;
}

export interface PublerState {
  readonly user: User;
  readonly workspace: { readonly id: string; readonly name: string; readonly plan: string };
  readonly accounts: readonly Account[];
  readonly posts: readonly Post[];
  readonly scopes: readonly string[];
  /** The one thing that changes: calls add to it. */
  readonly jobs: Job[];
}

/** What there is when it starts; names and addresses are made up. */
export function firstState(given: Given, now: Date): PublerState {
  const accounts = given.accounts.map(({ name, id = madeUpId(), provider, type = 'profile' }): Account => {
    const named = providers.find((each) => name.toLowerCase().includes(each));
    return { id, provider: provider ?? named ?? 'instagram', name, type };
  });
  return {
    user: { id: madeUpId(), email: `owner-${randomBytes(4).toString('hex')}@example.test`, name: 'Prestage Owner' },
    workspace: { id: given.workspace ?? madeUpId(), name: given.workspaceName, plan: given.plan },
    accounts,
    posts: posts(accounts, now),
    scopes: given.scopes,
    jobs: [],
  };
}

/** As Publer's are: 24 hexadecimal digits. */
export function madeUpId(): string {
  return randomBytes(12).toString('hex');
}

/** Twelve that were published, one a day, and two that are to be. */
function posts(accounts: readonly Account[], now: Date): readonly Post[] {
  const [first] = accounts;
  if (first === undefined) return [];
  return Array.from({ length: 14 }, (_, index) => ({
    id: madeUpId(),
    state: index < 2 ? 'scheduled' : 'published',
    text: `Draft ${randomBytes(4).toString('hex')}`,
    accountId: first.id,
    scheduledAt: new Date(now.getTime() + (2 - index) * 86_400_000),
  }));
}
