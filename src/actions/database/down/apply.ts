import type { ActionContext } from '../../../core/action.ts';
import type { DatabaseLogin } from '../../../core/database.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { openSession } from '../../../services/postgres/session.ts';
import { readSettings } from '../../settings.ts';
import { readHistory } from '../push/history.ts';
import { databaseSettings } from '../settings.ts';
import type { DownData } from './data.ts';
import { readDownFiles, type DownFile } from './files.ts';
import { runDown, type DownLimits } from './run.ts';

/** The first that failed, and its words. */
export interface Stopped {
  readonly name: string;
  readonly words: string;
}

/**
 * The newest first, each in one transaction with its row of history; no further than the first that fails. Throws Failure
 * `database.changed-since-plan`; what the server refuses is no Failure but told.
 */
export async function applyDown(
  context: ActionContext,
  { downs, applied }: DownData,
  limits: DownLimits,
): Promise<Stopped | undefined> {
  const login = await context.database();
  const { down: settings } = readSettings(context, 'database', databaseSettings);
  const { files } = await readDownFiles(context.root, settings.folder, downs);
  const ways = downs.map(({ name, sha256 }) => sameAs(files.get(name), name, sha256));
  await refuseOtherHistory(login, applied);
  const log: string[] = [];
  for (const [index, { version, path }] of downs.entries()) {
    context.say(`running ${path}`);
    const words = await runOne(login, version, ways[index], limits);
    log.push(`${path}: ${words ?? 'taken back, and its row of history with it'}`);
    if (words === undefined) continue;
    await context.keep('down.log', `${log.join('\n')}\n`);
    return { name: downs[index]?.name ?? '', words };
  }
  await context.keep('down.log', `${log.join('\n')}\n`);
  return undefined;
}

/** A session of its own: what a file sets is no business of the next one. */
async function runOne(
  login: DatabaseLogin,
  version: string,
  file: DownFile | undefined,
  limits: DownLimits,
): Promise<string | undefined> {
  const session = await openSession(login, { timeoutMs: (limits.statementSeconds + 10) * 1000 });
  try {
    return await runDown(session, { version, statements: file?.statements ?? [] }, limits);
  } finally {
    await session.close();
  }
}

/** The trial was of these bytes, and says nothing of others. */
function sameAs(file: DownFile | undefined, name: string, sha256: string): DownFile {
  if (file?.sha256 === sha256) return file;
  throw changed(`the way back of ${name} is not what was tried`);
}

async function refuseOtherHistory(login: DatabaseLogin, applied: readonly string[]): Promise<void> {
  const session = await openSession(login);
  try {
    const now = (await readHistory(session)).applied.map(({ version }) => version);
    if (now.join() !== applied.join()) throw changed('the environment has had other migrations meanwhile');
  } finally {
    await session.close();
  }
}

function changed(why: string): Failure {
  return new Failure(
    {
      code: 'database.changed-since-plan',
      what: 'The way back is no longer the one that was planned',
      why: `${why}; nothing was run`,
      fix: 'Plan it again.',
    },
    exitCodes.unsettled,
  );
}
