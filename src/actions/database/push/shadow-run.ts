import type { ActionContext } from '../../../core/action.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import type { Scratch } from '../../../core/scratch.ts';
import { openSession } from '../../../services/postgres/session.ts';
import type { PushResult } from '../../../services/supabase/client.ts';
import { bothWays } from '../../inputs.ts';
import { shadowFault } from '../shadow-fault.ts';
import { openShadow } from '../shadow.ts';
import { readCliWords } from './cli-words.ts';
import type { PlannedFile, ShadowFacts } from './data.ts';
import { readHistory } from './history.ts';
import { placeIn } from './place.ts';
import { withWorkdir } from './workdir.ts';

/** A file with what was, or will be, run of it. */
export interface ShadowFile {
  readonly name: string;
  readonly version: string;
  readonly text: string;
}

export interface ShadowWish {
  /** What the environment has had, in the order of history. */
  readonly applied: readonly ShadowFile[];
  readonly pending: readonly (ShadowFile & PlannedFile)[];
  readonly cli: { readonly major: number; readonly text: string };
  /** A new one, where it was opened before. */
  readonly scratch?: Scratch | undefined;
}

/**
 * `--dry-run` executes nothing. The real CLI makes a scratch database what the environment is, by its history, and then
 * pushes what is pending. Throws Failure `database.shadow-failed` when a file would fail, `database.shadow-unable` when the
 * scratch database cannot tell.
 */
export async function shadowRun(context: ActionContext, wish: ShadowWish): Promise<ShadowFacts> {
  const { applied, pending, cli } = wish;
  const scratch = applied.length === 0 ? wish.scratch : await withHistory(context, wish);
  // From the workspace itself, as it will be: its config may name files from anywhere in it.
  const shadow = await openShadow(context, { cli, scratch });
  refuse(shadow.push, wish);
  const left = await notRecorded(shadow.scratch.login, pending);
  if (left.length > 0) throw unable(shadow.push, `the CLI left out ${left.join(', ')}`);
  const { engine, version } = shadow.scratch;
  return { engine, version, files: pending.length };
}

/** A scratch database that has had what the environment has had. */
async function withHistory(context: ActionContext, { applied, cli, scratch: opened }: ShadowWish): Promise<Scratch> {
  return withWorkdir({ migrations: applied }, async (workdir) => {
    const { scratch, push } = await openShadow(context, { workdir, cli, scratch: opened });
    const fault = shadowFault(push);
    if (fault?.verdict === 'unknown') throw unable(undefined, fault.words);
    if (fault !== undefined) throw unable(push, 'what the environment has had does not run there');
    return scratch;
  });
}

async function notRecorded(
  login: Parameters<typeof openSession>[0],
  pending: readonly ShadowFile[],
): Promise<readonly string[]> {
  const session = await openSession(login);
  try {
    const had = new Set((await readHistory(session)).applied.map(({ version }) => version));
    return pending.filter(({ version }) => !had.has(version)).map(({ name }) => name);
  } finally {
    await session.close();
  }
}

function refuse(push: PushResult, { pending }: ShadowWish): void {
  if (push.error === undefined) return;
  const file = pending.find(({ name }) => name === push.begun.at(-1));
  if (file === undefined) throw unable(push, 'the CLI did not begin a file');
  const fault = shadowFault(push);
  if (fault?.verdict === 'unknown') throw unable(undefined, fault.words);
  const { statement, words } = readCliWords(push.error);
  const line = statement === undefined ? undefined : file.statements[statement]?.line;
  throw new Failure(
    {
      code: 'database.shadow-failed',
      what: `${file.name} fails in a shadow run`,
      why: `at ${placeIn(file, statement)}: ${words}`,
      fix: 'Correct the file. Nothing was applied: the environment is as it was.',
      file: file.path,
      ...(line === undefined ? {} : { line }),
    },
    exitCodes.failed,
  );
}

/** The scratch database is not the environment: what it lacks says nothing of the files. */
function unable(push: PushResult | undefined, why: string): Failure {
  const error = push?.error;
  const words = error === undefined ? '' : `: ${push?.begun.at(-1) ?? error.code}: ${readCliWords(error).words}`;
  return new Failure(
    {
      code: 'database.shadow-unable',
      what: 'The shadow run cannot tell whether the files would go through',
      why: `${why}${words}`,
      fix: `Mend that; or push without it, which the evidence says: ${bothWays('shadow', 'false')}.`,
    },
    exitCodes.unsettled,
  );
}
