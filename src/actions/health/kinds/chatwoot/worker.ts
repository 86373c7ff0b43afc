import { canary, isSnoozed, markCanary, snooze } from '../../../../services/chatwoot/canary.ts';
import type { Credential } from '../../../../services/chatwoot/requests.ts';
import type { Chain } from '../chain/chain.ts';
import { nothingWrong, troubled, type Answer, type Judgement, type Trouble } from '../chain/judgement.ts';
import { judgeCanary } from './judges/worker.ts';
import { askedOf, type Subject } from './subject.ts';
import { canaryNotSet } from './troubles/worker.ts';

/** Looks whether the worker opened the canary that the run before snoozed, and snoozes it for the next run. */
export async function askWorker(
  chain: Chain,
  subject: Subject,
  credential: Credential,
  id: number,
  now: Date,
): Promise<readonly Trouble[]> {
  const { url, account } = subject;
  const asked = askedOf(subject, `GET …/conversations/${id}`);
  const taken = await chain.step('worker', canary(url, account, id, credential), (answer) =>
    judgeCanary(subject, asked, answer, id, now),
  );
  if (taken === undefined) return [];
  const { troubles, isToBeSet } = taken.judged;
  return isToBeSet ? [...troubles, ...(await set(chain, subject, credential, id, now))] : troubles;
}

/** The mark of the run before goes first: if the snoozing failed, an open canary would speak of that run still. */
async function set(
  chain: Chain,
  subject: Subject,
  credential: Credential,
  id: number,
  now: Date,
): Promise<readonly Trouble[]> {
  const { url, account } = subject;
  const judge =
    (isDone: (answer: Answer) => boolean) =>
    (answer: Answer): Judgement =>
      isDone(answer) ? nothingWrong : troubled(canaryNotSet(subject, id, answer.status));
  const marked = judge(({ status }) => status === 200);
  const snoozed = judge(({ status, body }) => status === 200 && isSnoozed(body));
  const writes = [
    ['worker, mark taken', markCanary(url, account, id, undefined, credential), marked],
    ['worker, canary snoozed', snooze(url, account, id, now, credential), snoozed],
    ['worker, mark left', markCanary(url, account, id, now, credential), marked],
  ] as const;
  for (const [name, request, judgeIt] of writes) {
    const taken = await chain.step(name, request, judgeIt);
    if (taken === undefined || taken.judged.troubles.length > 0) return taken?.judged.troubles ?? [];
  }
  return [];
}
