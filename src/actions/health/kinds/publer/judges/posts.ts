import { readPostCount } from '../../../../../services/publer/schema.ts';
import { troubled, type Answer, type Judgement, type Trouble } from '../../chain/judgement.ts';
import { shapeless } from '../../chain/unexpected.ts';
import type { Subject } from '../subject.ts';
import { loginsExpired, postsFailed, postsLocked } from '../troubles/contents.ts';
import { notServed, type PublerCall } from './access.ts';

/** What posts are asked for, and what it means that there are any. */
export interface PostQuestion {
  readonly name: string;
  readonly states: readonly string[];
  trouble(posts: number, days: number): Trouble;
}

/** An account that has to sign in again shows nowhere else: accounts themselves have no status. */
export const waitingPosts: PostQuestion = {
  name: 'waiting posts',
  states: ['scheduled_reauth', 'recycling_reauth'],
  trouble: loginsExpired,
};

export const lockedPosts: PostQuestion = {
  name: 'locked posts',
  states: ['scheduled_locked', 'recycling_locked'],
  trouble: postsLocked,
};

export const failedPosts: PostQuestion = {
  name: 'failed posts',
  states: ['failed', 'recycling_failed'],
  trouble: postsFailed,
};

/** Of `/posts` in the states of a question: none is as it should be. */
export function judgePosts(
  subject: Subject,
  call: PublerCall,
  answer: Answer,
  question: PostQuestion,
  days: number,
): Judgement {
  const refused = notServed(subject, call, answer);
  if (refused !== undefined) return refused;
  const total = readPostCount(answer.body);
  if (total === undefined) return troubled(shapeless(call, 'the number of posts'));
  return {
    fields: { total },
    conditions: [{ condition: `no ${question.name}`, holds: total === 0 }],
    troubles: total === 0 ? [] : [question.trouble(total, days)],
  };
}
