import type { ActionContext, Outcome } from '../../../core/action.ts';
import type { DatabaseLogin } from '../../../core/database.ts';
import { openSession } from '../../../services/postgres/session.ts';
import { readHistory } from '../push/history.ts';
import type { Stopped } from './apply.ts';
import type { DownData, PlannedDown } from './data.ts';
import { notAsExpected } from './expected.ts';

/** Asks the environment: its history, and each object that the migrations had made or changed. */
export async function verifyDown(
  context: ActionContext,
  data: DownData,
  stopped: Stopped | undefined,
): Promise<Outcome> {
  const login = await context.database();
  const has = new Set(await versionsIn(login));
  const left = data.downs.filter(({ version }) => has.has(version));
  const lost = data.applied.filter(
    (version) => !has.has(version) && data.downs.every((one) => one.version !== version),
  );
  const facts = {
    target: data.target,
    downs: data.downs,
    left: left.map(({ name }) => name),
    lost,
    holding: data.holding,
  };
  if (left.length + lost.length > 0) {
    const words = [
      `${data.downs.length - left.length} of ${data.downs.length} are taken back`,
      ...left.map((one) => leftWords(one, stopped)),
      ...lost.map((version) => `history has lost ${version}`),
    ];
    return { verdict: 'failed', reason: words.join('; '), facts };
  }
  const { others, unread } = await notAsExpected(login, data.expected);
  if (others.length > 0) return { verdict: 'failed', reason: others.join('; '), facts };
  if (unread.length > 0)
    return { verdict: 'unknown', reason: unread.map((words) => `not read: ${words}`).join('; '), facts };
  const says = data.downs.flatMap((one) => one.says.map((words) => `${one.name}: ${words}`));
  return { verdict: 'verified', ...(says.length === 0 ? {} : { reason: says.join('; ') }), facts };
}

async function versionsIn(login: DatabaseLogin): Promise<readonly string[]> {
  const session = await openSession(login);
  try {
    return (await readHistory(session)).applied.map(({ version }) => version);
  } finally {
    await session.close();
  }
}

function leftWords({ name, statements }: PlannedDown, stopped: Stopped | undefined): string {
  if (stopped?.name !== name) return `${name} was not reached`;
  const isAlone = statements.some(({ kind }) => kind === 'non-transactional');
  const kept = isAlone ? 'it runs in no transaction: look at what it left' : 'nothing of it was kept';
  return `${name} failed ${stopped.words}; ${kept}`;
}
