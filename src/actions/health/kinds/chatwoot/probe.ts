import type { Secret } from '../../../../core/secret.ts';
import {
  alive,
  conversationCounts,
  inboxes,
  platform,
  profile,
  tokenHeaders,
  type TokenHeader,
} from '../../../../services/chatwoot/requests.ts';
import { isAlive, readPlatform } from '../../../../services/chatwoot/schema.ts';
import type { Chain, Taken } from '../chain/chain.ts';
import { nothingWrong, type Answer, type Judgement, type Trouble } from '../chain/judgement.ts';
import { judgeAccount, judgeProfile, maySeeOtherSpelling, type JudgedProfile } from './judges/access.ts';
import { judgeInboxes } from './judges/inboxes.ts';
import { judgePlatform } from './judges/platform.ts';
import { askedOf, type Subject } from './subject.ts';
import { spellingDropped } from './troubles/access.ts';
import { dependencyBreaks } from './troubles/platform.ts';
import type { Wanted } from './wanted.ts';
import { askWorker } from './worker.ts';

/** The profile's reply holds the live token: of these steps not even the digest of the body is kept. */
export const privateSteps: ReadonlySet<string> = new Set(['credential', 'credential, other spelling']);

/** `/api` and, when that breaks, `/health`. The token is not sent to what has not shown itself to be a Chatwoot. */
export async function askPlatform(
  chain: Chain,
  subject: Subject,
  wanted: Wanted,
): Promise<{ troubles: readonly Trouble[]; isChatwoot: boolean }> {
  const asked = askedOf(subject, 'GET /api');
  const taken = await chain.step('platform', platform(subject.url), (answer) =>
    judgePlatform(subject, asked, answer, wanted.version),
  );
  if (taken === undefined) return { troubles: [], isChatwoot: false };
  const { answer, judged } = taken;
  if (answer.status >= 500 && (await webProcessLives(chain, subject)))
    return { troubles: [dependencyBreaks(subject, answer.status)], isChatwoot: false };
  return { troubles: judged.troubles, isChatwoot: answer.status === 200 && readPlatform(answer.body) !== undefined };
}

/** Not there before 4.11, and then nothing is learned of it. */
async function webProcessLives(chain: Chain, { url }: Subject): Promise<boolean> {
  const taken = await chain.step('process', alive(url), (answer) => ({
    ...nothingWrong,
    conditions: [{ condition: 'status == "woot"', holds: answer.status === 200 && isAlive(answer.body) }],
  }));
  return taken?.judged.conditions[0]?.holds === true;
}

/** Profile, account, inboxes, worker: each only once the one before let the token in. */
export async function askAccount(
  chain: Chain,
  subject: Subject,
  token: Secret,
  wanted: Wanted,
  now: Date,
): Promise<readonly Trouble[]> {
  const { taken, header, troubles } = await askProfile(chain, subject, token);
  if (taken === undefined || isShutOut(taken.answer)) return [...troubles, ...troublesOf(taken)];
  const { memberships } = taken.judged;
  const account = await chain.step(
    'account',
    conversationCounts(subject.url, subject.account, { token, header }),
    (answer) => judgeAccount(subject, askedOf(subject, 'GET …/conversations/meta'), answer, memberships),
  );
  const sofar = [...troubles, ...troublesOf(taken), ...troublesOf(account)];
  if (account === undefined || account.judged.troubles.length > 0) return sofar;
  const boxes = await chain.step('inboxes', inboxes(subject.url, subject.account, { token, header }), (answer) =>
    judgeInboxes(subject, askedOf(subject, 'GET …/inboxes'), answer, wanted.inboxes),
  );
  const worker =
    wanted.canary === undefined ? [] : await askWorker(chain, subject, { token, header }, wanted.canary, now);
  return [...sofar, ...worker, ...troublesOf(boxes)];
}

interface AskedProfile {
  readonly taken: Taken<JudgedProfile> | undefined;
  /** The spelling that went through. */
  readonly header: TokenHeader;
  readonly troubles: readonly Trouble[];
}

/** With one spelling of the header and, when Chatwoot saw no token, once with the other. */
async function askProfile(chain: Chain, subject: Subject, token: Secret): Promise<AskedProfile> {
  const [first, second] = tokenHeaders;
  const ask = async (name: string, header: TokenHeader) =>
    chain.step(name, profile(subject.url, { token, header }), (answer) =>
      judgeProfile(subject, askedOf(subject, 'GET /api/v1/profile'), answer),
    );
  const taken = await ask('credential', first);
  if (taken === undefined || !maySeeOtherSpelling(taken.answer)) return { taken, header: first, troubles: [] };
  const again = await ask('credential, other spelling', second);
  if (again === undefined || isShutOut(again.answer)) return { taken: again ?? taken, header: first, troubles: [] };
  return { taken: again, header: second, troubles: [spellingDropped(subject, first, second)] };
}

function isShutOut({ status }: Answer): boolean {
  return status === 401 || status === 403;
}

function troublesOf(taken: Taken<Judgement> | undefined): readonly Trouble[] {
  return taken?.judged.troubles ?? [];
}
