import type { PushResult } from '../../services/supabase/client.ts';
import { lacking } from './hosted-extensions.ts';
import { readCliWords } from './push/cli-words.ts';

/** Why migrations do not go through on a scratch database. */
export interface ShadowFault {
  /** `unknown`: the scratch database lacks something that a project has, which says nothing of the migrations. */
  readonly verdict: 'failed' | 'unknown';
  readonly words: string;
}

/** Undefined when they did. */
export function shadowFault({ error, begun }: Pick<PushResult, 'error' | 'begun'>): ShadowFault | undefined {
  if (error === undefined) return undefined;
  const at = begun.at(-1);
  const lacks = lacking(error.message);
  if (lacks !== undefined) return { verdict: 'unknown', words: `${at ?? 'a migration'} ${lacks}` };
  const words = readCliWords(error).words;
  return {
    verdict: 'failed',
    words: `the migrations do not go through${at === undefined ? '' : ` (${at})`}: ${words}`,
  };
}
