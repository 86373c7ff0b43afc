import type { ActionContext } from '../../../core/action.ts';
import { readText } from '../../../services/files/read.ts';
import { withPassFile } from '../../../services/postgres/pass-file.ts';
import { openSession } from '../../../services/postgres/session.ts';
import { runIsolated } from '../../../services/pgtap/isolated.ts';
import { prove, proveVersion, readProve } from '../../../services/pgtap/prove.ts';
import { scanTestFile } from '../../../services/pgtap/scan.ts';
import type { Transcript } from '../../../services/pgtap/transcript.ts';
import type { DatabaseSettings } from '../settings.ts';
import type { FoundFile } from './find.ts';
import type { Place } from './place.ts';

export type Runner = 'ours' | 'pg_prove';
export type Transcripts = ReadonlyMap<string, Transcript>;

/**
 * Which of the two runs them. pg_prove commits what a file commits, so that it is never let near an environment; where it
 * is asked for and not there, `undefined`.
 */
export async function chooseRunner(
  context: ActionContext,
  wish: DatabaseSettings['testRunner'],
  place: Place,
): Promise<Runner | undefined> {
  if (wish === 'ours') return 'ours';
  if (place.suitsPsql && (await context.exec(proveVersion())).found) return 'pg_prove';
  return wish === 'auto' ? 'ours' : undefined;
}

/** All files over one connection, each in a transaction that is rolled back. */
export async function runOurselves(
  context: ActionContext,
  place: Place,
  files: readonly FoundFile[],
  statementMs: number,
): Promise<Transcripts> {
  const session = await openSession(place.login, { timeoutMs: statementMs + 10_000 });
  try {
    const found: [string, Transcript][] = [];
    for (const { path, sql } of files) {
      context.say(path);
      const include = async (named: string) => readText(context.root, named);
      const isolation = {
        statementMs,
        lockMs: 5_000,
        ...(place.prepare === undefined ? {} : { prepare: place.prepare }),
      };
      found.push([path, await runIsolated(session, { path, sql, include }, isolation)]);
    }
    return new Map(found);
  } finally {
    await session.close();
  }
}

/** A file that is seen to lie is not given to it. */
export async function runByProve(
  context: ActionContext,
  place: Place,
  files: readonly FoundFile[],
  statementMs: number,
): Promise<Transcripts> {
  const refused = new Map<string, Transcript>();
  for (const { path, sql } of files) {
    const stop = scanTestFile(path, sql);
    if (stop !== undefined) refused.set(path, { output: '', notices: [], stop });
  }
  const rest = files.map(({ path }) => path).filter((path) => !refused.has(path));
  if (rest.length === 0) return refused;
  context.say(`pg_prove, ${rest.length} files`);
  const result = await withPassFile(place.login, async (env) =>
    context.exec(prove(rest, place.login.url, env, statementMs * rest.length)),
  );
  return new Map([...refused, ...readProve(rest, result)]);
}
