import type { PushResult } from '../../../services/supabase/client.ts';
import { readCliWords } from './cli-words.ts';
import type { PlannedFile, PushData } from './data.ts';
import { placeIn } from './place.ts';
import type { ServerState } from './server.ts';

/** What became of one file. */
export type FileAccount = {
  readonly name: string;
  /** `half-done`: it is no transaction, and what ran of it before it failed is there. */
  readonly state: 'applied' | 'failed' | 'half-done' | 'going-on' | 'not-reached';
  /** Where it failed and the words for it. */
  readonly at?: string;
};

/** By the server's history; what the CLI said gives the words alone, and is not there when the run was cut. */
export function accountOf(
  { pending }: Pick<PushData, 'pending'>,
  { applied, going }: ServerState,
  said: PushResult | undefined,
): readonly FileAccount[] {
  const left = pending.filter(({ version }) => !applied.has(version));
  return pending.map((file) => {
    const { name } = file;
    if (!left.includes(file)) return { name, state: 'applied' };
    if (going.length > 0 && file === left[0]) return { name, state: 'going-on' };
    if (said === undefined || said.begun.at(-1) !== name) return { name, state: 'not-reached' };
    return { name, state: file.atomic ? 'failed' : 'half-done', at: failedAt(file, said) };
  });
}

function failedAt(file: PlannedFile, { error }: PushResult): string {
  if (error === undefined) return 'the CLI said that all went well, and history does not have it';
  const { statement, words } = readCliWords(error);
  return statement === undefined ? words : `at ${placeIn(file, statement)}: ${words}`;
}

/** One sentence a file that was not applied, the way out included. */
export function sentenceOf({ name, state, at = '' }: FileAccount): string {
  if (state === 'failed') return `${name} failed ${at}; nothing of it was kept`;
  if (state === 'half-done')
    return `${name} failed ${at}; what ran of it before that is there, and is not recorded: undo it by hand, or let the file take it as it is (IF NOT EXISTS), before the next push`;
  if (state === 'going-on') return `${name} still goes on at the server`;
  return state === 'applied' ? `${name} was applied` : `${name} was not reached`;
}

export function tally(files: readonly FileAccount[]): string {
  return `${files.filter(({ state }) => state === 'applied').length} of ${files.length} files are applied`;
}
