import type { ActionContext, Outcome } from '../../../core/action.ts';
import type { PushResult } from '../../../services/supabase/client.ts';
import { commandLine } from '../../command-line.ts';
import { accountOf, sentenceOf, tally, type FileAccount } from './account.ts';
import { readCliWords } from './cli-words.ts';
import type { PushData } from './data.ts';
import type { Going } from './going.ts';
import { askServer, type ServerState } from './server.ts';

/** Asks the server again: history, what still goes on, indexes that were left invalid. */
export async function verifyPush(
  context: ActionContext,
  data: PushData,
  waitSeconds: number,
  said: PushResult | undefined,
): Promise<Outcome> {
  const server = await askServer(await context.database(), data.pending, waitSeconds * 1000);
  const files = accountOf(data, server, said);
  const judged = judge(data, server, files, said);
  return { ...judged, ...fixOf(context, judged), ...askedAndDone(data), facts: factsOf(data, server, files) };
}

function judge(
  data: PushData,
  server: ServerState,
  files: readonly FileAccount[],
  said: PushResult | undefined,
): Pick<Outcome, 'verdict' | 'reason'> {
  const lost = data.applied.filter((version) => !server.applied.has(version));
  const invalid = newlyInvalid(data, server);
  const left = files.filter(({ state }) => state !== 'applied');
  if (server.going.length > 0)
    return { verdict: 'unknown', reason: sentences([tally(files), ...server.going.map(goingWords)]) };
  if (left.length === 0 && invalid.length === 0 && lost.length === 0) return good(data, said);
  return {
    verdict: 'failed',
    reason: sentences([
      tally(files),
      ...left.map(sentenceOf),
      ...(left.length > 0 && said?.begun.length === 0 && said.error !== undefined
        ? [readCliWords(said.error).words]
        : []),
      ...invalid.map(invalidWords),
      ...(lost.length === 0 ? [] : [`history has lost ${lost.join(', ')}`]),
    ]),
  };
}

/** What the sentences ask for comes first; then the same again. */
function fixOf(context: ActionContext, { verdict }: Pick<Outcome, 'verdict'>): Pick<Outcome, 'fix'> {
  if (verdict === 'verified') return {};
  const again = commandLine(context, 'database', 'push');
  if (verdict === 'unknown') return { fix: `Look again when it has ended: ${again}.` };
  return { fix: `Mend that, then see what is left to apply: ${again}.` };
}

/** All is there, whatever the CLI said on its way: that is told, as what nobody tried beforehand is. */
function good({ pending, shadow }: PushData, said: PushResult | undefined): Pick<Outcome, 'verdict' | 'reason'> {
  const words = [
    ...(said?.error === undefined ? [] : [`the CLI said: ${readCliWords(said.error).words}; history has every file`]),
    ...(pending.length > 0 && typeof shadow === 'string' ? [`no shadow run: ${shadow}`] : []),
  ];
  return { verdict: 'verified', ...(words.length === 0 ? {} : { reason: sentences(words) }) };
}

function goingWords({ pid, blockedBy, query }: Going): string {
  const why = blockedBy.length === 0 ? 'is at work' : `waits for a lock of process ${blockedBy.join(', ')}`;
  return `process ${pid} of the server ${why} (${query}): wait and look again, or end it by \`select pg_terminate_backend(${pid})\``;
}

export function newlyInvalid({ invalidIndexes }: PushData, server: ServerState): readonly string[] {
  return server.invalidIndexes.filter((name) => !invalidIndexes.includes(name));
}

export function invalidWords(name: string): string {
  return `the index ${name} was left invalid: \`drop index concurrently ${name};\`, then push again`;
}

function sentences(words: readonly string[]): string {
  return words.join('; ');
}

/** Version 2 pushed to the linked project; version 3 pushes to the local stack unless it is told where. */
export function askedAndDone({ target, cli }: PushData): Pick<Outcome, 'asked' | 'done'> {
  const flag = cli.major >= 3 ? '--remote' : '--db-url';
  const plain = cli.major >= 3 ? 'the local stack' : 'the linked project';
  return {
    asked: 'supabase db push',
    done: `supabase db push ${flag} to ${target}, by version ${cli.text}, which without ${flag} means ${plain}`,
  };
}

function factsOf(data: PushData, server: ServerState, files: readonly FileAccount[]): NonNullable<Outcome['facts']> {
  return {
    target: data.target,
    cli: data.cli.text,
    files: files.map((file) => ({ ...file })),
    appliedBefore: data.applied.length,
    shadow: typeof data.shadow === 'string' ? data.shadow : { ...data.shadow },
    squawk: data.squawk,
    warnings: data.warnings,
    invalidIndexes: server.invalidIndexes,
  };
}
