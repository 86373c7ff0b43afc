import type { Clock } from '../../../../core/clock.ts';
import { accounts, posts, user, workspaces, type Credential, type Days } from '../../../../services/publer/requests.ts';
import type { Chain, Taken } from '../chain/chain.ts';
import type { Judgement, Trouble } from '../chain/judgement.ts';
import { nearlySpent, type PublerCall } from './judges/access.ts';
import { failedPosts, judgePosts, lockedPosts, waitingPosts } from './judges/posts.ts';
import { judgeAccounts, judgeUser, judgeWorkspaces } from './judges/workspace.ts';
import type { Subject } from './subject.ts';

/** What one workspace is held to. */
export interface Wanted {
  /** As network:name; not compared when undefined. */
  readonly accounts: readonly string[] | undefined;
  /** How many days back and ahead posts are looked for; not at all when undefined. */
  readonly days: number | undefined;
}

/** Key, workspace, accounts, posts: each only once the one before was served. */
export async function askPubler(
  chain: Chain,
  subject: Subject,
  base: string,
  credential: Credential,
  wanted: Wanted,
  clock: Clock,
): Promise<readonly Trouble[]> {
  const taken: Taken<Judgement>[] = [];
  for (const step of stepsOf(chain, subject, base, credential, wanted, clock)) {
    const each = await step();
    if (each !== undefined) taken.push(each);
    // What comes after it is asked with the same key and workspace: it would only say the same.
    if (each === undefined || isRefused(each)) break;
  }
  const last = taken.at(-1);
  return [
    ...taken.flatMap(({ judged }) => judged.troubles),
    ...(last === undefined || last.answer.status === 429 ? [] : nearlySpent(subject, last.answer)),
  ];
}

type Step = () => Promise<Taken<Judgement> | undefined>;

function stepsOf(
  chain: Chain,
  subject: Subject,
  base: string,
  credential: Credential,
  wanted: Wanted,
  clock: Clock,
): readonly Step[] {
  const call = (path: string, scopes: string): PublerCall => ({
    service: 'Publer',
    call: `GET ${path}`,
    url: base,
    setting: `${subject.setting}.url`,
    onError:
      'See at status.publer.com (Public API) whether Publer knows of it, and run the check again in some minutes.',
    scopes,
  });
  const { days } = wanted;
  const ofPosts = days === undefined ? [] : [waitingPosts, lockedPosts, failedPosts];
  return [
    async () =>
      chain.step('key', user(base, credential.key), (answer) =>
        judgeUser(subject, call('/users/me', 'workspaces and accounts'), answer),
      ),
    async () =>
      chain.step('workspace', workspaces(base, credential.key), (answer) =>
        judgeWorkspaces(subject, call('/workspaces', 'workspaces and accounts'), answer),
      ),
    async () =>
      chain.step('accounts', accounts(base, credential), (answer) =>
        judgeAccounts(subject, call('/accounts', 'workspaces and accounts'), answer, wanted.accounts),
      ),
    ...ofPosts.map((question) => async () => {
      const request = posts(base, credential, question.states, daysAround(clock.now(), days ?? 0));
      return chain.step(question.name, request, (answer) =>
        judgePosts(subject, call('/posts', 'workspaces, accounts and posts'), answer, question, days ?? 0),
      );
    }),
  ];
}

/** Not let in, or let in somewhere else: an expected list that differs is no reason to stop. */
function isRefused({ answer, judged }: Taken<Judgement>): boolean {
  return (
    answer.status !== 200 || judged.troubles.some(({ code }) => code === 'workspace_wrong' || code === 'body_mismatch')
  );
}

const dayMs = 86_400_000;

/** What waits for a login is due yet. */
function daysAround(now: Date, days: number): Days {
  return { from: dayOf(now.getTime() - days * dayMs), to: dayOf(now.getTime() + days * dayMs) };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
